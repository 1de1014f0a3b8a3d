"""Restores keys of Redis. Keys that are in no backup stay as they are."""
import io
import time

import boot

from backups import catalogue, resp
from backups.streams import Blocks

BATCH_BYTES = 4 << 20


def restore(bucket, manifest, into, _):
    """Writes the keys of a backup, each over the one that is there. Safe to run again after it was stopped.

    @param into what to write before each key, so that no other key is touched; None for nothing. It has no
    braces, which would move keys to other slots.
    @raises boot.Failure
    """
    prefix = (into or "").encode()
    if b"{" in prefix or b"}" in prefix:
        raise boot.Failure("--into {}: braces would put all keys into one slot; leave them out".format(into))
    catalogue.check(bucket, manifest)
    stream = io.BufferedReader(Blocks(catalogue.content(bucket, manifest)), 1 << 20)
    count, expired, total = 0, 0, manifest["details"]["keys"]
    with resp.Redis("app") as redis:
        batch, size = [], 0
        while stream.peek(1):
            words = resp.read(stream)
            if words[0] != b"RESTORE":
                continue
            if 0 < int(words[2]) <= time.time() * 1000:
                expired += 1
                continue
            batch.append(resp.command(words[0], prefix + words[1], *words[2:]))
            size += len(batch[-1])
            if size >= BATCH_BYTES:
                count += send(redis, batch, count, total)
                batch, size = [], 0
        count += send(redis, batch, count, total)
    boot.log("{} keys are back, and {} had expired".format(count, expired))


def send(redis, batch, count, total):
    """Sends commands and reads their answers. Returns how many there were. @raises boot.Failure when one is refused"""
    redis.send(b"".join(batch))
    refusals = [answer for answer in [redis.answer() for _ in batch] if isinstance(answer, Exception)]
    if refusals:
        back = count + len(batch) - len(refusals)
        text = "{}; {} of {} keys are back; run it again once that is put right"
        raise boot.Failure(text.format(refusals[0], back, total))
    return len(batch)
