"""nginx, which leads requests to one of a service's two colours."""
import os
import re
import subprocess
import time

import boot
import host

UPSTREAMS = "/etc/nginx/ainav/upstreams"
PID = "/run/nginx.pid"
NEW_WORKERS_SECONDS = 15


def file_of(service):
    return "{}/{}.conf".format(UPSTREAMS, service["name"])


def serving(service):
    """The colour that nginx's file leads to, or None when it leads to neither."""
    found = re.search(r"server 127\.0\.0\.1:([0-9]+);", host.read(file_of(service)))
    port = int(found.group(1)) if found else 0
    return {service["blue"]: "blue", service["green"]: "green"}.get(port)


def text_for(service, colour):
    """The upstream for a colour.

    Idle connections to it are kept, so that a request does not wait for one. Node and uvicorn close theirs after five
    seconds: nginx closes them before, and sends no request into one that is being closed.
    """
    text = "upstream {} {{\n  server 127.0.0.1:{};\n  keepalive 32;\n  keepalive_timeout 4s;\n}}\n"
    return text.format(service["name"], service[colour])


def children(parent):
    """The processes whose parent is `parent`."""
    found = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/{}/stat".format(name)) as file:
                    # The second field is the program's name, in brackets, and may have spaces.
                    if int(file.read().rsplit(")", 1)[1].split()[1]) == parent:
                        found.add(int(name))
            except OSError:
                pass  # It has just ended.
    return found


def program(*arguments):
    """Runs nginx. @raises boot.Failure with what it says when it fails"""
    done = subprocess.run(
        ("nginx",) + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )
    if done.returncode != 0:
        tail = " | ".join(done.stdout.strip().splitlines()[-3:])
        raise boot.Failure("nginx {} ended with status {}: {}".format(" ".join(arguments), done.returncode, tail))


def reload(drain_seconds):
    """Has nginx read its files anew, and waits until no request is under way that began with the old ones.

    Old workers take no new connection, answer what they have, and end. After `drain_seconds` they are not waited for.

    @raises boot.Failure when nginx does not run, refuses its files, or starts no new workers; old ones then serve on
    """
    program("-t")
    pid = host.read(PID).strip()
    old = children(int(pid)) if pid.isdigit() else set()
    if not old:
        raise boot.Failure("nginx does not run: systemctl start nginx, and journalctl -u nginx says why it ended")
    program("-s", "reload")
    began = time.monotonic()
    while not children(int(pid)) - old:
        if time.monotonic() - began > NEW_WORKERS_SECONDS:
            raise boot.Failure("nginx has not taken its new files: /var/log/ainav/services/nginx-error.log says why")
        time.sleep(0.05)
    while children(int(pid)) & old and time.monotonic() - began < drain_seconds:
        time.sleep(0.05)


def write(service, text):
    """Replaces a service's upstream file. nginx reads it at the next reload."""
    host.write(file_of(service), text)
