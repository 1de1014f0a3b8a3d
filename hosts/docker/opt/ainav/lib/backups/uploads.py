"""Backups of users' uploads: OSS copies what is new or changed, and the backup is the list of all objects.

The copies are below `uploads-objects/`, one current version an object. A line of the list is JSON: key, size (bytes),
etag (of the upload), version (of the copy), copied (when, in seconds since 1970). The bucket deletes objects after 30
days, and replaced or deleted versions 30 days later, so copies are renewed before they expire, and each list leads to
versions that are there as long as the list.
"""
import json
import time
import zlib

import boot
import multipart
import oss

from backups import catalogue, run

SUFFIX = "jsonl.gz"
COPIES = "uploads-objects/"
RENEWED_AFTER_SECONDS = 14 * 86400
GZIP = 31  # zlib's number for its format


def write(upload):
    """Copies objects, and writes the list."""
    source, target, encryption = oss.Bucket(run.setting("buckets", "uploads")), upload.bucket, run.encryption()
    multipart.abort_left_over(target, COPIES)
    previous, now = {entry["key"]: entry for entry in newest(target)}, int(time.time())
    packer = zlib.compressobj(wbits=GZIP)
    count = size = copied = 0
    for key, length, etag in source.objects(""):
        entry = previous.get(key)
        if entry is None or entry["etag"] != etag or now - entry["copied"] >= RENEWED_AFTER_SECONDS:
            try:
                version = multipart.copy(target, COPIES + key, source.name + "/" + key, length, encryption)
            except boot.Failure as failure:
                if failure.status == 404:
                    continue  # It was deleted after the listing.
                raise
            entry = {"key": key, "size": length, "etag": etag, "version": version, "copied": now}
            copied += 1
        upload.write(packer.compress(json.dumps(entry, sort_keys=True).encode() + b"\n"))
        count, size = count + 1, size + length
    upload.write(packer.flush())
    return {"objects": count, "bytes": size, "copied": copied}


def newest(bucket):
    """The entries of the newest list, or none when there is none."""
    known = catalogue.times(bucket, "uploads")
    return entries(bucket, catalogue.newest(bucket, "uploads")) if known else []


def entries(bucket, manifest):
    """The entries of a list. @raises boot.Failure when it is damaged"""
    unpacker, rest = zlib.decompressobj(wbits=GZIP), b""
    for block in catalogue.content(bucket, manifest):
        *lines, rest = (rest + unpacker.decompress(block)).split(b"\n")
        for line in lines:
            yield json.loads(line.decode())
