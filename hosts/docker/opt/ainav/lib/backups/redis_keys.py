"""Backups of Redis: every key of database 0 as a RESTORE command, so that `redis-cli --pipe` can load one as well.

ApsaraDB's proxy takes SCAN, DUMP and PTTL over all shards. Keys are read one after the other while services write. So
each key is as it was at some time during the backup, but not all of them are of the same moment: good enough for cache,
sessions and queues. Keys that exist from begin to end are in it; SCAN promises that.
"""
import time

from backups import resp

SUFFIX = "resp"
# Values come in one piece, so a batch is small enough for some large ones.
BATCH = 100


def write(upload):
    """Writes one command a key: RESTORE key deadline value REPLACE ABSTTL. The deadline is in ms since 1970, or 0."""
    count, skipped = 0, 0
    with resp.Redis("app") as redis:
        version = server_version(redis)
        # The first command makes sure that a backup of an empty database is not empty.
        upload.write(resp.command("PING"))
        cursor = b"0"
        while True:
            cursor, keys = redis.call("SCAN", cursor, "COUNT", BATCH)
            redis.send(b"".join(resp.command("PTTL", key) + resp.command("DUMP", key) for key in keys))
            for key in keys:
                left, value = checked(redis.answer()), checked(redis.answer())
                if value is None or left == -2:
                    skipped += 1
                    continue
                deadline = 0 if left == -1 else int(time.time() * 1000) + left
                upload.write(resp.command("RESTORE", key, deadline, value, "REPLACE", "ABSTTL"))
                count += 1
            if cursor == b"0":
                break
    return {"serverVersion": version, "keys": count, "expiredMeanwhile": skipped}


def server_version(redis):
    lines = redis.call("INFO", "server").decode("utf-8", "replace").split("\r\n")
    found = [line.split(":", 1)[1] for line in lines if line.startswith("redis_version:")]
    return found[0] if found else "unknown"


def checked(answer):
    if isinstance(answer, Exception):
        raise answer
    return answer
