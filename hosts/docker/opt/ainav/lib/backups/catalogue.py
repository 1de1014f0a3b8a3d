"""The backups that the bucket has. Each is an object with the data, and a manifest that is written last.

Keys are `<kind>/<year>/<month>/<time>.<suffix>` and `.json`, by the time in UTC at which the backup began. A backup
without a manifest is none. The manifest is JSON:

  kind, time (ISO 8601, UTC), key, size (bytes), sha256, seconds (how long it took), and `details` that the kind adds
"""
import datetime
import hashlib
import json
import re

import boot

CHINA = datetime.timezone(datetime.timedelta(hours=8), "China")
FORMAT = "%Y%m%dT%H%M%SZ"


def key(kind, moment, suffix):
    """The key of a backup that begins at a moment with a zone."""
    moment = moment.astimezone(datetime.timezone.utc)
    return "{}/{:%Y/%m}/{:{}}.{}".format(kind, moment, moment, FORMAT, suffix)


def moment_of(manifest):
    return datetime.datetime.strptime(manifest["time"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)


def publish(bucket, kind, moment, seconds, data, details, encryption):
    """Writes the manifest. From then on the backup counts. `data` has key, size and sha256. Returns the manifest."""
    time = moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest = dict(data, kind=kind, time=time, seconds=round(seconds, 3), details=details)
    body = json.dumps(manifest, indent=2, sort_keys=True).encode()
    bucket.put(key(kind, moment, "json"), body, encryption)
    return manifest


def times(bucket, kind):
    """The times of the backups of a kind, in UTC, the oldest first, each with the key of its manifest."""
    found = {}
    for name, _, _ in bucket.objects(kind + "/"):
        matched = re.match(re.escape(kind) + r"/\d{4}/\d{2}/(\d{8}T\d{6}Z)\.json$", name)
        if matched:
            moment = datetime.datetime.strptime(matched.group(1), FORMAT).replace(tzinfo=datetime.timezone.utc)
            found[moment] = name
    return sorted(found.items())


def newest(bucket, kind, at=None):
    """The manifest of the newest backup of a kind, or of the newest that began not after `at`.

    @raises boot.Failure when there is none
    """
    known = times(bucket, kind)
    fitting = [name for moment, name in known if at is None or moment <= at]
    if fitting:
        return json.loads(bucket.get(fitting[-1]).decode())
    if known:
        text = "{}/{}: no backup from {} or before; the oldest is from {}"
        raise boot.Failure(text.format(bucket.name, kind, in_china(at), in_china(known[0][0])))
    raise boot.Failure("{}/{}: there is no backup; see `journalctl -u ainav-backup@{}`".format(bucket.name, kind, kind))


def content(bucket, manifest):
    """The data of a backup, in blocks. The last one has come only when size and checksum are those of the manifest.

    @raises boot.Failure when they are not
    """
    size, digest = 0, hashlib.sha256()
    held = b""
    for block in bucket.chunks(manifest["key"]):
        size += len(block)
        digest.update(block)
        if held:
            yield held
        held = block
    if (size, digest.hexdigest()) != (manifest["size"], manifest["sha256"]):
        text = "{}/{}: damaged ({} of {} bytes, SHA-256 {} and not {}); restore one from before with --at"
        sums = digest.hexdigest(), manifest["sha256"]
        raise boot.Failure(text.format(bucket.name, manifest["key"], size, manifest["size"], *sums))
    if held:
        yield held


def check(bucket, manifest):
    """Reads the whole backup, to know that it is undamaged before anything is changed. @raises boot.Failure"""
    for _ in content(bucket, manifest):
        pass


def parse(text):
    """A time such as `2027-01-09 03:00`, with seconds or without. It is China's when it has no zone (`Z`, `+01:00`).

    @raises boot.Failure
    """
    matched = re.match(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?(Z|[+-]\d\d:\d\d)?$", text)
    try:
        if not matched:
            raise ValueError
        day, minute, second, zone = matched.groups()
        # A day alone means all of it.
        clock = minute + (second or ":00") if minute else "23:59:59"
        moment = datetime.datetime.strptime(day + clock, "%Y-%m-%d%H:%M:%S")
        if zone in (None, "Z"):
            return moment.replace(tzinfo=datetime.timezone.utc if zone else CHINA)
        offset = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])) * (-1 if zone[0] == "-" else 1)
        return moment.replace(tzinfo=datetime.timezone(offset))
    except ValueError:
        advice = "write it like 2027-01-09 03:00 (in China) or 2027-01-08T19:00Z"
        raise boot.Failure("--at {}: is no time; {}".format(text, advice))


def in_china(moment):
    return "{:%Y-%m-%d %H:%M:%S} (China)".format(moment.astimezone(CHINA))
