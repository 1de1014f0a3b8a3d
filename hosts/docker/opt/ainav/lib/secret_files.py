"""Secrets of containers, as files that only the container's user can read. The folder of each consumer is mounted into its
container at /run/secrets.

The files of /opt/ainav/secrets.d say who needs which secrets. Each is a list of objects:

- consumer: the name of the folder, /run/ainav/secrets/<consumer>
- userId: the user in the container; with `"hostUser": true`, a user of the host
- purposes: secrets that become files with their names and values
- files: by their names, texts in which {purpose} stands for the secret, and {purpose|quoted} for it as a string of TOML or
  JSON, in quotation marks
- restart: a command, as a list of arguments, to run after one of the files has changed; default: none
- optional: true when the host may have no such secrets; default: false

The host's settings have the names of the secret parameters, services.secrets = {purpose: name}.
"""
import glob
import json
import os
import re
import shutil

import boot
import host

FOLDER = "/run/ainav/secrets"
# Consumers whose files have changed, and whose command has not succeeded since.
PENDING = "/run/ainav/secret-restarts.json"
PLACEHOLDER = re.compile(r"{([a-z][a-z0-9-]*)(\|quoted)?}")


class Consumer:
    """One entry. `texts` has the files by their names, with placeholders; `user` is a user of the host."""

    def __init__(self, source, entry):
        self.name = entry["consumer"]
        self.source = source
        self.user = entry["userId"] if entry.get("hostUser") else first_user() + entry["userId"]
        self.texts = dict({purpose: "{" + purpose + "}" for purpose in entry.get("purposes", [])}, **entry.get("files", {}))
        self.purposes = {found[0] for text in self.texts.values() for found in PLACEHOLDER.findall(text)}
        self.restart = entry.get("restart")
        self.optional = entry.get("optional", False)

    def path(self, name=""):
        return os.path.join(host.path(FOLDER), self.name, name)


def first_user():
    """The user of the host that containers know as root."""
    found = re.search(r"^dockremap:(\d+):", host.read("/etc/subuid"), re.MULTILINE)
    if not found:
        raise boot.Failure("/etc/subuid has no range for dockremap: run /opt/ainav/bin/provision 45-docker")
    return int(found.group(1))


def consumers():
    """Every consumer that this host's files name, in their order. @raises boot.Failure when two have one name"""
    found = {}
    for source in sorted(glob.glob(host.path("/opt/ainav/secrets.d/*.json"))):
        with open(source) as file:
            entries = json.load(file)
        for entry in entries:
            consumer = Consumer(source, entry)
            if consumer.name in found:
                same = found[consumer.name].source
                raise boot.Failure("{}: consumer {} is in {} too; rename one".format(source, consumer.name, same))
            found[consumer.name] = consumer
    return list(found.values())


def fill(text, values):
    """The text with its secrets, or None when the value of one is not known."""
    if any(purpose not in values for purpose, _ in PLACEHOLDER.findall(text)):
        return None
    return PLACEHOLDER.sub(lambda match: json.dumps(values[match[1]]) if match[2] else values[match[1]], text)


def update(consumer, values):
    """Writes the consumer's files as far as the values are known, and removes files that are not listed.

    @returns the names of the files that were written
    """
    folder = consumer.path()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    os.chown(folder, consumer.user, -1)
    written = []
    for name, text in sorted(consumer.texts.items()):
        content = fill(text, values)
        if content is not None and write(consumer, name, content.encode()):
            written.append(name)
    for name in set(os.listdir(folder)) - set(consumer.texts):
        os.unlink(consumer.path(name))
    return written


def write(consumer, name, content):
    """Replaces a file in one step when its content differs. @returns whether it did"""
    target = consumer.path(name)
    if os.path.exists(target):
        with open(target, "rb") as file:
            if file.read() == content:
                return False
        if consumer.restart:
            # Noted before the change: a run that is killed between the two leaves the restart to the next one.
            note(pending() | {consumer.name})
    replace(target, consumer.user, content)
    return True


def replace(target, user, content):
    """Replaces a file in one step. Only the user can read it."""
    candidate = target + ".new"
    if os.path.exists(candidate):
        os.unlink(candidate)
    with open(os.open(candidate, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        os.fchown(file.fileno(), user, -1)
        file.write(content)
    os.replace(candidate, target)


def remove_others(listed):
    """Removes the folders of consumers that are not listed any more."""
    folder = host.path(FOLDER)
    os.makedirs(folder, mode=0o711, exist_ok=True)
    for name in set(os.listdir(folder)) - {consumer.name for consumer in listed}:
        shutil.rmtree(os.path.join(folder, name))


def pending():
    """The names of the consumers whose command has to run."""
    return set(json.loads(host.read(PENDING) or "[]"))


def note(names):
    host.write(PENDING, json.dumps(sorted(names)), mode=0o600)
