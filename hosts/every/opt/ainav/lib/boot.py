#!/usr/bin/env python3
"""First boot of a host: fetches its bundle of files from OSS, checks it, unpacks it over / and runs its entry point.

The host's user data is this file and one more line, which has the host's settings. It runs on Python 3.6 with the
standard library only. The bundle contains it as a library, too: the steps use its `retry`, `request`, `metadata` and
`credentials`.
"""
import collections
import hashlib
import hmac
import http.client
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

METADATA_URL = os.environ.get("AINAV_METADATA_URL", "http://100.100.100.200")
ROOT = os.environ.get("AINAV_ROOT", "/")
FIRST_DELAY_SECONDS = float(os.environ.get("AINAV_RETRY_SECONDS", "1"))
ATTEMPTS = 9  # 1, 2, 4, 8, 16, 32, 32 and 32 seconds apart: two minutes in all
SETTINGS_MARK = "# host: "

Credentials = collections.namedtuple("Credentials", "key_id secret token")


class Failure(Exception):
    """An action failed. `again` says whether another try may help; `status` and `code` are the service's answer."""

    def __init__(self, reason, again=False, status=0, code=""):
        super().__init__(reason)
        self.again, self.status, self.code = again, status, code


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # A signed request is for one host only.


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())


def log(text):
    print("[boot] " + text, flush=True)


def retry(what, attempt):
    """Calls `attempt` until it succeeds. @raises Failure when another try cannot help, or after the last attempt"""
    for number in range(1, ATTEMPTS + 1):
        try:
            return attempt()
        except Failure as failure:
            if not failure.again or number == ATTEMPTS:
                raise Failure("{}: {}".format(what, failure), status=failure.status, code=failure.code)
            log("{}: {}; trying again".format(what, failure))
        time.sleep(min(FIRST_DELAY_SECONDS * 2 ** (number - 1), 32))


def refusal(error, again=(403, 408, 429)):
    """The failure that an HTTPError is. It has the service's code only, as the message repeats what was signed."""
    found = re.search(r'<Code>([\w.-]+)</Code>|"Code" *: *"([\w.-]+)"', error.read().decode("utf-8", "replace"))
    code = (found.group(1) or found.group(2)) if found else ""
    reason = "HTTP {} {}".format(error.code, code).strip()
    return Failure(reason, error.code >= 500 or error.code in again, error.code, code)


def request(method, url, headers, again=(403, 408, 429)):
    """The body of an answer. @raises Failure that may be tried again for the statuses in `again`, and from 500 on"""
    try:
        with OPENER.open(urllib.request.Request(url, headers=headers, method=method), timeout=30) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        raise refusal(error, again) from None
    except (OSError, http.client.HTTPException) as error:
        raise Failure(str(error), again=True) from None


def metadata(item):
    """An item of the instance's metadata, such as `instance-id`. A 404 is retried: the role may not be attached yet."""

    def attempt():
        lifetime = {"X-aliyun-ecs-metadata-token-ttl-seconds": "60"}
        token = request("PUT", METADATA_URL + "/latest/api/token", lifetime).decode()
        headers = {"X-aliyun-ecs-metadata-token": token}
        return request("GET", METADATA_URL + "/latest/meta-data/" + item, headers, again=(403, 404, 429)).decode()

    return retry("metadata " + item, attempt)


def credentials():
    """The keys of the host's RAM role. They are valid for some hours."""

    def attempt():
        role = metadata("ram/security-credentials/").strip()
        keys = json.loads(metadata("ram/security-credentials/" + role))
        if keys.get("Code") != "Success":
            raise Failure("the role has no keys yet", again=True)
        return Credentials(keys["AccessKeyId"], keys["AccessKeySecret"], keys["SecurityToken"])

    return retry("credentials", attempt)


def percent(text, safe=""):
    return urllib.parse.quote(text, safe=safe + "-._~")


def sign_oss(method, bucket, key, region, keys, now, headers=(), query=()):
    """The headers of a request to OSS, with a V4 signature for the time `now` (seconds since 1970)."""
    date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    headers = dict(headers, **{"x-oss-date": date, "x-oss-content-sha256": "UNSIGNED-PAYLOAD"})
    if keys.token:
        headers["x-oss-security-token"] = keys.token
    signed = sorted((name.lower(), value.strip()) for name, value in headers.items())
    signed = [pair for pair in signed if pair[0].startswith("x-oss-") or pair[0] in ("content-type", "content-md5")]
    parameters = sorted((percent(name), percent(value)) for name, value in dict(query).items())
    canonical = [
        method,
        percent("/{}/{}".format(bucket, key), safe="/"),
        "&".join(name + "=" + value if value else name for name, value in parameters),
        "".join("{}:{}\n".format(*pair) for pair in signed),
        "",
        "UNSIGNED-PAYLOAD",
    ]
    scope = "{}/{}/oss/aliyun_v4_request".format(date[:8], region)
    digest = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    secret = ("aliyun_v4" + keys.secret).encode()
    for text in scope.split("/") + ["\n".join(["OSS4-HMAC-SHA256", date, scope, digest])]:
        secret = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    credential = "Credential={}/{},Signature={}".format(keys.key_id, scope, secret.hex())
    return dict(headers, Authorization="OSS4-HMAC-SHA256 " + credential)


def fetch(bundle, region):
    """The bundle's bytes. @raises Failure when their checksum is not the one in the settings"""
    bucket, key = bundle["bucket"], bundle["key"]
    url = os.environ.get("AINAV_OSS_URL", "https://{}.oss-{}-internal.aliyuncs.com".format(bucket, region))

    def attempt():
        headers = sign_oss("GET", bucket, key, region, credentials(), time.time())
        return request("GET", url + "/" + percent(key, safe="/"), headers)

    body = retry("bundle {}/{}".format(bucket, key), attempt)
    digest = hashlib.sha256(body).hexdigest()
    if digest != bundle["sha256"]:
        raise Failure("bundle {}: SHA-256 is {}, not {}; nothing unpacked".format(key, digest, bundle["sha256"]))
    return body


def unpack(body):
    """Puts the bundle's files into place, after a check that all are plain files or folders below the root."""
    with tarfile.open(fileobj=io.BytesIO(body)) as archive, tempfile.TemporaryDirectory() as folder:
        for entry in archive:
            outside = entry.name.startswith("/") or ".." in entry.name.split("/")
            if outside or not (entry.isfile() or entry.isdir()):
                raise Failure("bundle: {!r} is not a plain file below the root; nothing unpacked".format(entry.name))
        files = [entry for entry in archive if entry.isfile()]
        for number, entry in enumerate(files):
            with open(os.path.join(folder, str(number)), "wb") as file:
                shutil.copyfileobj(archive.extractfile(entry), file)
            os.chmod(file.name, 0o755 if entry.mode & 0o100 else 0o644)
        for number, entry in enumerate(files):
            target = os.path.join(ROOT, entry.name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.move(os.path.join(folder, str(number)), target + ".new")
            os.replace(target + ".new", target)


def boot(source):
    """Makes this machine the host that the last line of `source` describes. Does not return."""
    os.umask(0o022)
    line = source.strip().split("\n")[-1]
    if not line.startswith(SETTINGS_MARK):
        raise Failure("the last line does not begin with {!r}: there are no settings".format(SETTINGS_MARK))
    settings = json.loads(line[len(SETTINGS_MARK) :])
    log("{kind} host of {environment}".format(**settings))
    unpack(fetch(settings["bundle"], settings["region"]))
    place = os.path.join(ROOT, "etc/ainav/host.json")
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(os.open(place + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(settings, file, indent=2, sort_keys=True)
    os.replace(place + ".new", place)
    log("unpacked; provisioning")
    entry_point = os.path.join(ROOT, "opt/ainav/bin/provision")
    os.execv(entry_point, [entry_point])


if __name__ == "__main__":
    try:
        with open(__file__, encoding="utf-8") as own:
            boot(own.read())
    except Failure as failure:
        raise SystemExit("[boot] failed: {}".format(failure))
