"""An application of Celery that is set up by its environment as docs/application.md says, and a client of it.

`python tasks.py run` sends tasks of every priority, a chord and a ping, and prints the results as JSON.
`python tasks.py send` sends one task, and does not wait.
"""
import json
import os
import sys

from celery import Celery, chord

setting = os.environ.get
server = "redis://{REDIS_USER}:{REDIS_PASSWORD}@{REDIS_HOST}:{REDIS_PORT}/0".format(**os.environ)
transport = {"global_keyprefix": setting("CELERY_REDIS_PREFIX", "")}
app = Celery("tasks", broker=server, backend=server)
app.conf.broker_transport_options = transport
app.conf.result_backend_transport_options = transport
# kombu 5.7 keeps queues that expire by scripts in transactions, which the proxy of a cluster refuses.
app.conf.control_queue_expires = None
app.conf.event_queue_expires = None

SECONDS = 30


@app.task
def double(number):
    return 2 * number


@app.task
def total(numbers):
    return sum(numbers)


def run():
    results = [double.apply_async((priority,), priority=priority) for priority in (0, 3, 6, 9)]
    return {
        "byPriority": [result.get(timeout=SECONDS) for result in results],
        "chord": chord([double.s(1), double.s(2)])(total.s()).get(timeout=SECONDS),
        "ping": [answer for worker in app.control.ping(timeout=SECONDS, limit=1) for answer in worker.values()],
    }


if __name__ == "__main__":
    print(json.dumps(run() if sys.argv[1] == "run" else double.delay(1).id))
