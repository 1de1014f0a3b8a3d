"""Users of containers as the host sees them. Docker moves all of them up by an offset (`userns-remap` in daemon.json)."""
import os

import boot
import host

USER = "dockremap"


def host_id(container_id):
    """The host's number of a container's user or group. @raises Failure when /etc/subuid has no range for Docker"""
    for line in host.read("/etc/subuid").splitlines():
        name, start, count = (line.split(":") + ["", ""])[:3]
        if name == USER and container_id < int(count):
            return int(start) + container_id
    reason = "/etc/subuid: user {} has no range for the user {} of a container; run `provision 45-docker`"
    raise boot.Failure(reason.format(USER, container_id))


def give(folder, container_id):
    """Gives a folder, and all in it to a user of containers. Only root can; others, as in tests, give nothing."""
    owner = host_id(container_id)
    if os.geteuid() != 0 or os.stat(folder).st_uid == owner:
        return
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(place, name), owner, owner, follow_symlinks=False)
    # The folder itself is last: a run that was cut short is done again.
    os.chown(folder, owner, owner)
