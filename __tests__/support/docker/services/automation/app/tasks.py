import os

import psycopg
from redis import Redis

from app.celery import app, secret


def database():
    return psycopg.connect(
        host=os.environ["DATABASE_HOST"], port=os.environ["DATABASE_PORT"], dbname=os.environ["DATABASE_NAME"],
        user=os.environ["DATABASE_USER"], password=secret("POSTGRES_PASSWORD"), connect_timeout=2,
    )


@app.task
def double(number):
    return 2 * number


@app.task
def count_tools():
    with database() as connection:
        return connection.execute("SELECT count(*) FROM tools").fetchone()[0]


@app.task
def beat():
    """Counts how often Beat has sent this."""
    with Redis(
        host=os.environ["REDIS_HOST"], port=int(os.environ["REDIS_PORT"]), username=os.environ["REDIS_USER"],
        password=secret("REDIS_PASSWORD"),
    ) as client:
        client.incr("beats")
