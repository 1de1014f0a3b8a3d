"""Restores Meilisearch's index: into a new folder while the engine runs, which then changes places with the old one."""
import ctypes
import json
import os
import shutil
import tarfile
import time

import boot
import host

from backups import catalogue, run, search
from backups.streams import Blocks

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of renameat2
UNIT = "ainav-search.service"
POLLS = 720  # an hour


def restore(bucket, manifest, into, stamp):
    """Unpacks a snapshot and starts the engine with it. The old folder is kept as data.ms.before-<stamp>.

    @param into the name of a new folder beside data.ms: the snapshot is only unpacked there. None to use it
    @raises boot.Failure
    """
    folder = host.path(search.FOLDER)
    if into is not None and (os.path.basename(into) != into or into in (".", "..")):
        raise boot.Failure("--into {}: is no name of a folder; it is made in {}".format(into, search.FOLDER))
    target, kept = os.path.join(folder, into or "data.ms"), os.path.join(folder, "data.ms.before-" + stamp)
    if into and os.path.lexists(target):
        raise boot.Failure("--into {}: {} exists; choose another name".format(into, target))
    made = os.path.join(folder, "data.ms.restoring")
    shutil.rmtree(made, ignore_errors=True)  # One is left when a run was killed.
    try:
        unpack(bucket, manifest, made)
        own(made, os.stat(folder))
        if into:
            os.rename(made, target)
        else:
            exchange(target, kept, made, manifest)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    boot.log("{} has the backup from {}".format(target, manifest["time"]))


def unpack(bucket, manifest, folder):
    """Unpacks a snapshot, a compressed archive, into a new folder. @raises boot.Failure when it is damaged"""
    os.mkdir(folder, 0o700)
    blocks = catalogue.content(bucket, manifest)
    try:
        with tarfile.open(fileobj=Blocks(blocks), mode="r|gz") as archive:
            for entry in archive:
                if entry.name.startswith("/") or ".." in entry.name.split("/") or not (entry.isfile() or entry.isdir()):
                    raise boot.Failure("{}: {!r} is not a plain file".format(manifest["key"], entry.name))
                archive.extract(entry, folder)
    except (tarfile.TarError, EOFError) as error:
        raise boot.Failure("{}: {}".format(manifest["key"], error)) from None
    # The archive may end before the object does, and the checksum is of all of it.
    for _ in blocks:
        pass


def own(folder, owner):
    """Gives all of a folder to the engine's user, who has the folder around it."""
    for place, folders, files in os.walk(folder):
        for path in [place] + [os.path.join(place, name) for name in folders + files]:
            os.chown(path, owner.st_uid, owner.st_gid)


def exchange(target, kept, made, manifest):
    """Stops the engine, changes the folders and starts it. When that fails, the old index comes back first."""
    existed = os.path.lexists(target)
    host.run("systemctl", "stop", UNIT)
    traded = False
    try:
        if existed:
            os.rename(made, kept)
            trade(kept, target)
            traded = True
        else:
            os.rename(made, target)
        host.run("systemctl", "start", UNIT)
        wait(manifest["details"]["serverVersion"])
    except BaseException:
        boot.log("the old index comes back")
        host.run("systemctl", "stop", UNIT)
        if traded:
            trade(kept, target)
        if existed:
            shutil.rmtree(kept, ignore_errors=True)
        host.run("systemctl", "start", UNIT)
        raise
    if existed:
        boot.log("{} is what it was before; delete it when nobody needs it".format(kept))


def trade(one, other):
    """Exchanges two folders in one step: a run that is killed leaves the old index in its place, or the new one."""
    done = ctypes.CDLL(None, use_errno=True).renameat2(
        AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE
    )
    if done != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), one)


def wait(version):
    """Waits until the engine answers with the restored index. @raises boot.Failure when it does not within an hour"""
    obstacle = ""
    for _ in range(POLLS):
        try:
            if json.loads(boot.request("GET", search.URL + "/health", {}).decode()).get("status") == "available":
                counts = search.documents(run.secret("search-master"))
                boot.log("documents: {}".format(counts))
                return
        except boot.Failure as failure:
            obstacle = str(failure)
        time.sleep(search.POLL_SECONDS)
    text = "Meilisearch does not start with the backup, which version {} made: {}"
    raise boot.Failure(text.format(version, obstacle))
