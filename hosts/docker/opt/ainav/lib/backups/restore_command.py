"""The command `restore`: puts data back from a backup that was checked before."""
import argparse
import datetime
import importlib

import boot
import oss

from backups import catalogue, run

DESCRIPTION = """Puts data back from the newest backup, or the newest that began not after a time. Without --into it
replaces what services use now, and wants --yes; what --into means depends on the kind of data."""


def main(modules, into):
    """Runs the command. `modules` says which module of this package restores which kind of data on this host.

    A module has `restore(bucket, manifest, into, stamp)`. `into` is what the help says about --into.
    """
    parser = argparse.ArgumentParser(prog="restore", description=DESCRIPTION)
    parser.add_argument("kind", choices=sorted(modules))
    parser.add_argument("--at", metavar="TIME", help="such as '2027-01-09 03:00', in China if it has no zone")
    parser.add_argument("--into", metavar="NAME", help=into)
    parser.add_argument("--yes", action="store_true", help="replace what services use now")
    parser.add_argument("--list", action="store_true", help="show the backups, and change nothing")
    options = parser.parse_args()
    run.main("restore " + options.kind, lambda: act(options, modules[options.kind]))


def act(options, name):
    at = catalogue.parse(options.at) if options.at else None
    bucket = oss.Bucket(run.setting("buckets", "backups"))
    if options.list:
        for moment, key in catalogue.times(bucket, options.kind):
            if at is None or moment <= at:
                print("{}  {}".format(catalogue.in_china(moment), key))
        return
    if not options.into and not options.yes:
        raise boot.Failure("this replaces what services use now: add --yes, or --into to leave that alone")
    manifest = catalogue.newest(bucket, options.kind, at)
    boot.log("the backup from {}".format(catalogue.in_china(catalogue.moment_of(manifest))))
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dt%H%M%Sz")
    with run.alone("restore-" + options.kind):
        importlib.import_module("backups." + name).restore(bucket, manifest, options.into, stamp)
