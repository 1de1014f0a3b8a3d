"""Backups of Meilisearch: a snapshot that the engine makes on its disk, which then goes to the bucket."""
import json
import os
import time

import boot
import host

from backups import run

SUFFIX = "snapshot"
URL = os.environ.get("AINAV_SEARCH_URL", "http://127.0.0.1:7700")
FOLDER = "/data/meilisearch"
DATABASE = FOLDER + "/data.ms"
# The engine gives its snapshot this name, and replaces the one from before.
SNAPSHOT = FOLDER + "/snapshots/data.ms.snapshot"
BLOCK = 1 << 20
POLL_SECONDS = float(os.environ.get("AINAV_POLL_SECONDS", "5"))
POLLS = 2160  # three hours


def ask(key, method, path):
    """The engine's answer, as JSON. @raises boot.Failure"""
    headers = {"Authorization": "Bearer " + key} if key else {}
    what = "Meilisearch {} {}".format(method, path)
    return json.loads(boot.retry(what, lambda: boot.request(method, URL + path, headers, again=(429,))).decode())


def documents(key):
    """The number of documents of each index."""
    return {uid: index["numberOfDocuments"] for uid, index in ask(key, "GET", "/stats")["indexes"].items()}


def write(upload):
    """Has the engine make a snapshot, writes it, and removes it from the disk. The index stays usable meanwhile."""
    key = run.secret("search-master")
    version = ask(key, "GET", "/version")["pkgVersion"]
    file = host.path(SNAPSHOT)
    try:
        wait(key, ask(key, "POST", "/snapshots")["taskUid"])
        # Counted after the snapshot: what was indexed meanwhile counts, too, so these are about right.
        counts = documents(key)
        with open(file, "rb") as snapshot:
            for block in iter(lambda: snapshot.read(BLOCK), b""):
                upload.write(block)
    finally:
        if os.path.exists(file):
            os.remove(file)
    return {"serverVersion": version, "documents": counts}


def wait(key, task):
    """Waits for a task of the engine. @raises boot.Failure when it fails, or takes more than three hours"""
    for _ in range(POLLS):
        found = ask(key, "GET", "/tasks/{}".format(task))
        if found["status"] == "succeeded":
            return
        if found["status"] in ("failed", "canceled"):
            reason = (found.get("error") or {}).get("message", "it was canceled")
            raise boot.Failure("Meilisearch made no snapshot: {}".format(reason))
        time.sleep(POLL_SECONDS)
    raise boot.Failure("Meilisearch has not made a snapshot within three hours (task {})".format(task))
