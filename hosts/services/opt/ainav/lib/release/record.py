"""Records of releases: objects in OSS that say which images a release is made of, and pointers to such records."""
import collections
import hashlib
import json
import os
import re
import time

import boot
import host

ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
COMMIT = re.compile(r"[0-9a-f]{7,64}")
POINTERS = ("rollout", "current")

# `images` has references by the image's name, `sha256` is that of the record's bytes, `migrates` says whether the
# release changes the database's schema.
Record = collections.namedtuple("Record", "id commit images migrates sha256 text")

# What a pointer names: the id and the SHA-256 of a record, and whether its migration is to run, which it is not on the
# way back to an earlier release.
Pointer = collections.namedtuple("Pointer", "id sha256 migrate")


def releases():
    """Where records are: `bucket`, `prefix`, and `registry`, below which every image is.

    @raises boot.Failure when the host's settings do not say it
    """
    found = host.settings().get("services", {}).get("releases", {})
    missing = [name for name in ("bucket", "prefix", "registry") if not found.get(name)]
    if missing:
        raise boot.Failure("/etc/ainav/host.json lacks services.releases.{}: deploy compute".format(missing[0]))
    return found


def fetch(name):
    """The bytes of an object below the prefix.

    @raises boot.Failure with status 404 when there is none, and with `again` when the store cannot be reached
    """
    found, region = releases(), host.settings()["region"]
    key = found["prefix"] + name + ".json"
    url = os.environ.get("AINAV_OSS_URL", "https://{}.oss-{}-internal.aliyuncs.com".format(found["bucket"], region))

    def attempt():
        headers = boot.sign_oss("GET", found["bucket"], key, region, boot.credentials(), time.time())
        return boot.request("GET", url + "/" + boot.percent(key, safe="/"), headers)

    try:
        return boot.retry("{}/{}".format(found["bucket"], key), attempt)
    except boot.Failure as failure:
        # Whether the store cannot be reached, rather than refuses.
        failure.again = failure.status == 0 or failure.status >= 500
        raise


def parse(name, text):
    """JSON of an object. @raises boot.Failure when it is none, or no object"""
    try:
        value = json.loads(text.decode("utf-8"))
    except ValueError as error:
        raise boot.Failure("{}.json: no JSON: {}".format(name, error))
    if not isinstance(value, dict):
        raise boot.Failure("{}.json: an object was expected, not {}".format(name, type(value).__name__))
    return value


def pointer(name):
    """One of the pointers. @raises boot.Failure with status 404 when nobody has set it yet"""
    value = parse(name, fetch(name))
    if not ID.fullmatch(str(value.get("id"))) or not re.fullmatch("[0-9a-f]{64}", str(value.get("sha256"))):
        raise boot.Failure("{}.json: id or sha256 is missing or malformed: set it with npm run release".format(name))
    return Pointer(value["id"], value["sha256"], value.get("migrate", True) is True)


def check(name, text, sha256=None):
    """A record from its bytes.

    @param name the release's id, which the record has to repeat
    @param sha256 what the bytes have to hash to; None for a release that somebody names by hand
    @raises boot.Failure that names what is wrong; nothing of such a record is used
    """
    digest = hashlib.sha256(text).hexdigest()
    if sha256 is not None and digest != sha256:
        reason = "{}.json: SHA-256 is {}, and the pointer has {}: the record was replaced"
        raise boot.Failure(reason.format(name, digest, sha256))
    value, registry = parse(name, text), releases()["registry"]

    def wrong(what, remedy):
        return boot.Failure("{}.json: {}: {}".format(name, what, remedy))

    if value.get("schema") != 1:
        raise wrong("schema is {!r}".format(value.get("schema")), "this host knows schema 1")
    if value.get("id") != name:
        raise wrong("id is {!r}".format(value.get("id")), "it has to be the object's name")
    if not COMMIT.fullmatch(str(value.get("commit"))):
        raise wrong("commit is {!r}".format(value.get("commit")), "7 to 64 hexadecimal digits are expected")
    if not isinstance(value.get("migrates"), bool):
        raise wrong("migrates is {!r}".format(value.get("migrates")), "true or false is expected")
    images = value.get("images")
    if not isinstance(images, dict) or not images:
        raise wrong("images is {!r}".format(images), "an object with a reference for each image is expected")
    for image, reference in images.items():
        wanted = re.escape(registry + "/") + r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*@sha256:[0-9a-f]{64}"
        if not re.fullmatch(wanted, str(reference)):
            raise wrong("images.{} is {!r}".format(image, reference), "{}/NAME@sha256:... is expected".format(registry))
    return Record(value["id"], value["commit"], images, value["migrates"], digest, text.decode("utf-8"))
