"""Folders of containers on the host's data disk. What is on the system disk is lost with the host."""
import os

import boot
import host
import secret_files


def make(name, user):
    """Makes a folder on the data disk, and gives it and all in it to a user of containers, who alone may look inside.

    Files have other owners when the image's user has changed, or when another machine has used the disk.

    @returns the folder's path
    @raises boot.Failure when no data disk is mounted
    """
    disk = host.settings().get("dataDisk")
    if not disk or host.output("mountpoint", "-q", disk["mountPoint"])[0] != 0:
        raise boot.Failure("no data disk is mounted: give the host a dataDisk, or see what 60-data-disk said")
    folder = host.path("{}/{}".format(disk["mountPoint"], name))
    os.makedirs(folder, exist_ok=True)
    os.chmod(folder, 0o700)
    owner = secret_files.first_user() + user
    if os.stat(folder).st_uid != owner:
        for place, folders, files in os.walk(folder):
            for each in folders + files:
                os.lchown(os.path.join(place, each), owner, owner)
        # The folder itself is last: a run that was cut short is done again.
        os.chown(folder, owner, owner)
    return folder
