"""An application of Celery that is set up as docs/application.md says."""
import os
from urllib.parse import quote

from celery import Celery


def secret(name):
    """A secret: the variable's value, or what the file that `<NAME>_FILE` names has now."""
    file = os.environ.get(name + "_FILE")
    if file is None:
        return os.environ[name]
    with open(file) as opened:
        return opened.read().strip()


server = "redis://{}:{}@{}:{}/0".format(
    os.environ["REDIS_USER"], quote(secret("REDIS_PASSWORD"), safe=""), os.environ["REDIS_HOST"], os.environ["REDIS_PORT"]
)
transport = {"global_keyprefix": os.environ["CELERY_REDIS_PREFIX"]}
app = Celery("app", broker=server, backend=server, include=["app.tasks"])
app.conf.broker_transport_options = transport
app.conf.result_backend_transport_options = transport
# kombu 5.7 keeps queues that expire by scripts in transactions, which the proxy of a cluster refuses.
app.conf.control_queue_expires = None
app.conf.event_queue_expires = None
app.conf.broker_connection_retry_on_startup = True
app.conf.beat_schedule = {"beat": {"task": "app.tasks.beat", "schedule": 1.0}}
