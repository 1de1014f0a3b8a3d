"""Brings what only one instance can have at a time (a disk, an address) to this instance, never from one that lives."""
import json
import os
import time

import boot
import openapi

POLLS = 60
POLL_SECONDS = float(os.environ.get("AINAV_POLL_SECONDS", "5"))


def is_stopped(instance):
    """Whether ECS says so. What it says nothing of, because it is gone or not ours to see, has not been stopped."""
    found = openapi.call("ecs", "DescribeInstances", InstanceIds=json.dumps([instance]))["Instances"]["Instance"]
    return [entry["Status"] for entry in found] == ["Stopped"]


def take_over(name, holder, acquire, release):
    """Looks, acts and looks again, for five minutes at most. Who holds it is asked anew before every act, and the
    service itself lets only one instance acquire it: of two hosts that want it, one gives up.

    A released instance lets go of disks and addresses by itself; from a stopped one they are taken.

    `holder` returns the id of the instance that has it (or None), and whether it stays so for now; `acquire` and
    `release` take an instance's id. @raises boot.Failure when somebody else still has it in the end
    """
    me = boot.metadata("instance-id").strip()
    obstacle = ""
    for _ in range(POLLS):
        owner, settled = holder()
        try:
            if not settled:
                obstacle = "it is changing hands"
            elif owner == me:
                return
            elif owner is None:
                acquire(me)
                obstacle = "it has not come yet"
            elif is_stopped(owner):
                print("{}: taking it from {}, which is stopped".format(name, owner))
                release(owner)
            else:
                obstacle = "{} has it, which is not stopped".format(owner)
        except boot.Failure as failure:
            obstacle = str(failure)
        time.sleep(POLL_SECONDS)
    raise boot.Failure("{}: {}".format(name, obstacle))
