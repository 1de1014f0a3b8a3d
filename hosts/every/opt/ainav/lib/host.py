"""Functions that the steps share, for the host's settings, for files below its root and for programs."""
import json
import os
import subprocess

import boot


def path(absolute):
    """The path of a file such as /etc/fstab below the root, which tests choose."""
    return os.path.join(boot.ROOT, absolute.lstrip("/"))


def settings():
    """The settings in /etc/ainav/host.json: `kind`, `environment`, `region`, `accountId`, `services`, and so on."""
    with open(path("/etc/ainav/host.json")) as file:
        return json.load(file)


def read(absolute):
    """A file's text, or an empty text when there is no such file."""
    if not os.path.exists(path(absolute)):
        return ""
    with open(path(absolute), encoding="utf-8") as file:
        return file.read()


def write(absolute, text, mode=0o644):
    """Replaces a file in one step, so that readers see the old text or the new one."""
    target = path(absolute)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(os.open(target + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(target + ".new", mode)
    os.replace(target + ".new", target)


def run(*command):
    """Runs a program, whose output goes to the log. @raises CalledProcessError when it fails"""
    subprocess.check_call(command)


def output(*command):
    """The exit status of a program and what it wrote. Its errors go to the log."""
    done = subprocess.run(command, stdout=subprocess.PIPE, universal_newlines=True)
    return done.returncode, done.stdout.strip()
