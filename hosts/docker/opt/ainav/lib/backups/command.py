"""The command `backup`: one kind of data into the bucket, as one object that is whole or not there."""
import datetime
import importlib
import sys
import time

import boot
import multipart
import oss

from backups import catalogue, run

USAGE = """usage: backup {kinds}            makes a backup now
       backup {kinds} --report   writes the metrics of the newest backup, as a new host has none"""


def main(modules):
    """Runs the command. `modules` says which module of this package backs up which kind of data on this host.

    A module has `SUFFIX`, of its object's key, and `write(upload)`, which writes the data and returns the manifest's
    `details`.
    """
    arguments = sys.argv[1:]
    if not arguments or arguments[0] not in modules or arguments[1:] not in ([], ["--report"]):
        sys.exit(USAGE.format(kinds="|".join(sorted(modules))))
    kind = arguments[0]
    module = importlib.import_module("backups." + modules[kind])
    act = report if arguments[1:] else back_up
    run.main("backup " + kind, lambda: act(kind, module))


def report(kind, _):
    bucket = oss.Bucket(run.setting("buckets", "backups"))
    if not catalogue.times(bucket, kind):
        boot.log("there is no backup yet")
        return
    manifest = catalogue.newest(bucket, kind)
    run.report(kind, True, catalogue.moment_of(manifest), manifest["seconds"], manifest["size"])


def back_up(kind, module):
    with run.alone("backup-" + kind):
        try:
            moment, manifest = store(kind, module)
        except BaseException:
            run.report(kind, False)
            raise
        run.report(kind, True, moment, manifest["seconds"], manifest["size"])


def store(kind, module):
    """Makes the backup. Returns when it began, and its manifest."""
    bucket = oss.Bucket(run.setting("buckets", "backups"))
    encryption = run.encryption()
    multipart.abort_left_over(bucket, kind + "/")
    moment = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    begun = time.monotonic()
    key = catalogue.key(kind, moment, module.SUFFIX)
    with multipart.Upload(bucket, key, encryption) as upload:
        details = module.write(upload)
        upload.complete()
    seconds = time.monotonic() - begun
    data = {"key": key, "size": upload.size, "sha256": upload.sha256}
    manifest = catalogue.publish(bucket, kind, moment, seconds, data, details, encryption)
    boot.log("{}/{}: {} bytes in {:.1f} s".format(bucket.name, key, upload.size, seconds))
    return moment, manifest
