"""Connections to what the environment names, with the secrets of the moment (docs/application.md)."""
import json
import os
import urllib.request

import boto3
import psycopg
import redis


def secret(name):
    """A secret: the variable's value, or what the file that `<NAME>_FILE` names has now."""
    file = os.environ.get(name + "_FILE")
    if file is None:
        return os.environ[name]
    with open(file) as opened:
        return opened.read().strip()


def database():
    return psycopg.connect(
        host=os.environ["DATABASE_HOST"], port=os.environ["DATABASE_PORT"], dbname=os.environ["DATABASE_NAME"],
        user=os.environ["DATABASE_USER"], password=secret("POSTGRES_PASSWORD"), connect_timeout=2,
    )


def ask_database():
    with database() as connection:
        connection.execute("SELECT 1")


def ask_redis():
    with redis.Redis(
        host=os.environ["REDIS_HOST"], port=int(os.environ["REDIS_PORT"]), username=os.environ["REDIS_USER"],
        password=secret("REDIS_PASSWORD"), socket_timeout=2,
    ) as client:
        client.ping()


def search(query):
    """The titles that Meilisearch finds in the index `tools`."""
    request = urllib.request.Request(
        os.environ["MEILISEARCH_URL"] + "/multi-search",
        json.dumps({"queries": [{"indexUid": "tools", "q": query}]}).encode(),
        {"Authorization": "Bearer " + secret("MEILISEARCH_API_KEY"), "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=4) as answer:
        [found] = json.load(answer)["results"]
    return [hit["title"] for hit in found["hits"]]


def ask_search():
    with urllib.request.urlopen(os.environ["MEILISEARCH_URL"] + "/health", timeout=2) as answer:
        answer.read()


def objects():
    return boto3.client("s3", endpoint_url=os.environ["OSS_ENDPOINT"], region_name=os.environ["OSS_REGION"])


# What a service asks for its health, by a variable that it gets when it needs this.
ASKED = {"DATABASE_HOST": ask_database, "REDIS_HOST": ask_redis, "MEILISEARCH_URL": ask_search}


def answers():
    """`ok` or the error of each, by name."""
    results = {}
    for variable, ask in ASKED.items():
        if variable in os.environ:
            try:
                ask()
                results[ask.__name__] = "ok"
            except Exception as error:  # Whatever the reason, the service is not well.
                results[ask.__name__] = str(error)
    return results
