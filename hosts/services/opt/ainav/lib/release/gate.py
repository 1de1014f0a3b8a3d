"""Whether a container is fit to serve."""
import http.client
import os
import time

import boot

SUCCESSES = 3
INTERVAL_SECONDS = float(os.environ.get("AINAV_GATE_SECONDS", "1"))
MOST_RESTARTS = 3
# A container without a health check of its own counts as healthy once it has run for so many looks without a restart.
QUIET_LOOKS = 10


def answers(port, path):
    """Whether the service answers the path with a status of success, and what it said otherwise."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        status = connection.getresponse().status
        return 200 <= status < 300, "HTTP {}".format(status)
    except (OSError, http.client.HTTPException) as error:
        return False, str(error) or type(error).__name__
    finally:
        connection.close()


def check_running(container, slot):
    """@raises boot.Failure when the container has ended, or starts again and again"""
    status = container["State"]["Status"] if container else "gone"
    restarts = container["RestartCount"] if container else 0
    if status in ("exited", "dead", "gone") or restarts >= MOST_RESTARTS:
        raise boot.Failure("{}: {} after {} restarts: docker logs says why".format(slot, status, restarts))


def await_answers(engine, service, colour):
    """Waits until the colour has answered its health path three times in a row.

    @raises boot.Failure when it has not after the service's `startSeconds`, or has ended
    """
    slot = "{}-{}".format(service["name"], colour)
    deadline, row, said = time.monotonic() + service["startSeconds"], 0, "nothing"
    while row < SUCCESSES:
        if time.monotonic() > deadline:
            words = "{}: not healthy after {} s: {} answers {}"
            raise boot.Failure(words.format(slot, service["startSeconds"], service["health"], said))
        check_running(engine.container(slot), slot)
        fits, said = answers(service[colour], service["health"])
        row = row + 1 if fits else 0
        time.sleep(INTERVAL_SECONDS)


def await_healthy(engine, worker):
    """Waits until Docker calls a worker's container healthy.

    @raises boot.Failure when it calls it unhealthy, when it has ended, or after the worker's `startSeconds`
    """
    slot = worker["name"]
    deadline, quiet, status = time.monotonic() + worker["startSeconds"], 0, "unknown"
    while status != "healthy" and quiet < QUIET_LOOKS:
        if status == "unhealthy" or time.monotonic() > deadline:
            raise boot.Failure("{}: {} after at most {} s".format(slot, status, worker["startSeconds"]))
        container = engine.container(slot)
        check_running(container, slot)
        status = container["State"].get("Health", {}).get("Status", "unchecked")
        quiet = quiet + 1 if status == "unchecked" and container["State"]["Status"] == "running" else 0
        time.sleep(INTERVAL_SECONDS)
