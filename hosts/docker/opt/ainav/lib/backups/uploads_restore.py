"""Restores users' uploads: OSS copies back what is missing or differs. Nothing is deleted."""
import boot
import multipart
import oss

from backups import catalogue, run, uploads


def restore(bucket, manifest, into, _):
    """Copies the objects of a list back into the bucket of uploads. Safe to run again after it was stopped.

    @param into what to write before each key, so that no other object is touched; None for nothing
    @raises boot.Failure
    """
    catalogue.check(bucket, manifest)
    target, prefix, encryption = oss.Bucket(run.setting("buckets", "uploads")), into or "", run.encryption()
    there = {key: etag for key, _, etag in target.objects(prefix)}
    copied = kept = 0
    for entry in uploads.entries(bucket, manifest):
        key = prefix + entry["key"]
        if there.get(key) == entry["etag"]:
            kept += 1
            continue
        source = "{}/{}{}".format(bucket.name, uploads.COPIES, entry["key"])
        multipart.copy(target, key, source, entry["size"], encryption, entry["version"])
        copied += 1
    boot.log("{} objects are back, and {} were there unchanged".format(copied, kept))
