"""Moves a disk or an address, which only one instance can have, to this instance. Takes it from stopped ones only."""
import json
import os
import time

import boot
import openapi

POLLS = 60
POLL_SECONDS = float(os.environ.get("AINAV_POLL_SECONDS", "5"))


def is_stopped(instance):
    """Whether ECS says that the instance is stopped. An instance that is gone, or that the role may not see, is not."""
    found = openapi.call("ecs", "DescribeInstances", InstanceIds=json.dumps([instance]))["Instances"]["Instance"]
    return [entry["Status"] for entry in found] == ["Stopped"]


def take_over(name, holder, acquire, release):
    """Looks who has the disk or address, acts, and looks again, for five minutes at most.

    The service lets only one instance acquire it. When two new hosts want it, one of them gives up. An instance that is
    deleted gives up its disks and addresses by itself. They are taken from an instance that is stopped.

    `name` is the id of the disk or address. `holder` returns the id of the instance that has it (or None), and whether
    it is settled, neither coming nor going. `acquire` and `release` take an instance's id.

    @raises boot.Failure when this instance does not have it after five minutes
    """
    me = boot.metadata("instance-id").strip()
    obstacle = ""
    for _ in range(POLLS):
        owner, settled = holder()
        try:
            if not settled:
                obstacle = "it is still being attached or detached"
            elif owner == me:
                return
            elif owner is None:
                acquire(me)
                obstacle = "it was asked for, but has not been attached yet"
            elif is_stopped(owner):
                print("{}: taking it from {}, which is stopped".format(name, owner))
                release(owner)
            else:
                obstacle = "{} has it and is not known to be stopped".format(owner)
        except boot.Failure as failure:
            obstacle = str(failure)
        time.sleep(POLL_SECONDS)
    raise boot.Failure("{}: {}".format(name, obstacle))
