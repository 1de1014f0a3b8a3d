"""What a host remembers of its releases, in /var/lib/ainav/release, and what it tells the monitoring about them."""
import json
import time

import boot
import host
import metrics
from release import record

FOLDER = "/var/lib/ainav/release"


class State:
    """The state file. `save` replaces it in one step, so a killed release leaves the old state or the new one.

    `current` and `previous` are {"id", "sha256"} or None. `target` is the id that a release was on the way to, and
    `result` is "running", "ok" or "failed", with `reason`. `slots` has the container and the definition of every
    container that a release has started: what is not in it, somebody else has started, and is replaced.
    """

    def __init__(self):
        text = host.read(FOLDER + "/state.json")
        value = json.loads(text) if text else {}
        self.current = value.get("current")
        self.previous = value.get("previous")
        self.target = value.get("target")
        self.result = value.get("result")
        self.reason = value.get("reason", "")
        self.migrated = value.get("migrated")
        self.slots = value.get("slots", {})
        self.succeeded_at = value.get("succeededAt", 0)

    def save(self):
        host.write(FOLDER + "/state.json", json.dumps(self.describe(), indent=2, sort_keys=True) + "\n", 0o600)

    def describe(self):
        """The state as JSON has it."""
        return {
            "schema": 1,
            "current": self.current,
            "previous": self.previous,
            "target": self.target,
            "result": self.result,
            "reason": self.reason,
            "migrated": self.migrated,
            "slots": self.slots,
            "succeededAt": self.succeeded_at,
        }

    def begin(self, target):
        self.target, self.result, self.reason = target.id, "running", ""
        host.write("{}/records/{}.json".format(FOLDER, target.id), target.text, 0o600)
        self.save()

    def succeed(self, target):
        reached = {"id": target.id, "sha256": target.sha256}
        if self.current and self.current["id"] != target.id:
            self.previous = self.current
        self.current, self.result, self.reason = reached, "ok", ""
        self.succeeded_at = int(time.time())
        self.save()
        self.publish()

    def fail(self, reason):
        self.result, self.reason = "failed", reason
        self.save()
        self.publish()

    def recorded(self, which):
        """The record of the current or of the previous release, from this host's own copy.

        @raises boot.Failure when there is no such release here
        """
        found = getattr(self, which)
        text = found and host.read("{}/records/{}.json".format(FOLDER, found["id"]))
        if not text:
            raise boot.Failure("this host has no {} release".format(which))
        return record.check(found["id"], text.encode("utf-8"), found["sha256"])

    def publish(self):
        """Tells the monitoring: metrics of the node exporter's textfile collector."""
        runs = [("ainav_release_info", {"release": self.current["id"]}, 1)] if self.current else []
        since = [("ainav_release_last_success_timestamp_seconds", {}, self.succeeded_at)]
        failed = [("ainav_release_failed", {}, 1 if self.result == "failed" else 0)]
        metrics.publish("release", runs + since + failed)
