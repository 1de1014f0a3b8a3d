"""Runs a Docker engine and a registry of the tests' own until standard input ends, then leaves nothing of them behind.

    engine.py DAEMON_JSON

DAEMON_JSON is the configuration of hosts. When the engine answers, this prints a line of JSON: `socket`, the engine's Unix
socket, `registry`, the registry's address, `slot`, the number of the engine on this machine, and `addresses`, those of its
networks. The engine's images stay in /var/cache from one run to the next; the registry begins empty. Needs root.

Standard input ends when the process that started this one ends, however that happens. This process has a session of its
own, so that Ctrl-C in the terminal does not end it first.

Several engines run at once on a machine, each in a slot that has a lock, a folder, ports and addresses of its own.
"""
import fcntl
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import remains

SLOTS = 8
SECONDS = 60
# The root of containers is another user on the machine, and has to get into the folder: a home does not let it.
DATA = "/var/cache/ainav-infrastructure/docker-%d"


class Engine:
    def __init__(self, slot):
        self.slot = slot
        self.name = "ainav-tests-docker-%d" % slot
        self.folder = "/run/" + self.name
        self.data = DATA % slot
        self.bridge = "ainav-test%d" % slot
        self.addresses = "10.%d." % (221 + slot)
        self.socket = self.folder + "/docker.sock"
        self.registry = "127.0.0.1:%d" % (5400 + slot)
        self.started = []

    def locked(self):
        """Takes the slot. @returns whether no other process has it"""
        self.lock = open(self.folder + ".lock", "w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock.close()
            return False
        return True

    def configuration(self, hosts):
        return dict(hosts, **{
            "data-root": self.data,
            "exec-root": self.folder + "/exec",
            "pidfile": self.folder + "/docker.pid",
            "hosts": ["unix://" + self.socket],
            "bridge": self.bridge,
            "default-address-pools": [{"base": self.addresses + "128.0/17", "size": 24}],
            "cgroup-parent": self.name,
            # Test machines need not have systemd, which makes the control groups of hosts.
            "exec-opts": ["native.cgroupdriver=cgroupfs"],
            # An engine that starts empties the chains of iptables that forward ports, those of other engines too. The
            # proxies forward ports without them.
            "userland-proxy": True,
        })

    def start(self, hosts):
        """@raises RuntimeError with the end of the engine's log when it does not answer"""
        os.makedirs(self.folder + "/exec")
        os.makedirs(self.data + "-registry", exist_ok=True)
        remains.quiet("ip", "link", "add", self.bridge, "type", "bridge")
        remains.quiet("ip", "address", "add", self.addresses + "0.1/24", "dev", self.bridge)
        remains.quiet("ip", "link", "set", self.bridge, "up")
        self.write("daemon.json", self.configuration(hosts))
        self.write("registry.json", {
            "version": "0.1",
            "storage": {"filesystem": {"rootdirectory": self.data + "-registry"}, "delete": {"enabled": True}},
            "http": {"addr": self.registry},
        })
        self.run("docker-registry", "serve", self.folder + "/registry.json")
        engine = self.run("dockerd", "--config-file", self.folder + "/daemon.json")
        deadline = time.monotonic() + SECONDS
        while self.docker("version") is None:
            if engine.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("dockerd does not answer; the end of its log:\n"
                                   + remains.read(self.folder + "/dockerd.log")[-3000:])
            time.sleep(0.1)

    def write(self, name, content):
        with open(os.path.join(self.folder, name), "w") as file:
            json.dump(content, file)

    def run(self, *command):
        with open("%s/%s.log" % (self.folder, command[0]), "w") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def docker(self, *command):
        """What a command of the client prints, or None when it fails."""
        done = subprocess.run(["docker", "--host", "unix://" + self.socket] + list(command),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.decode() if done.returncode == 0 else None

    def stop(self):
        """Leaves no process, interface, mount or container of this run, or of one that was killed."""
        # The engine itself would leave containers running: hosts have live-restore.
        containers = (self.docker("ps", "--all", "--quiet") or "").split()
        if containers:
            self.docker("rm", "--force", "--volumes", *containers)
        self.docker("network", "prune", "--force")
        self.docker("volume", "prune", "--force")
        # What no name has any more serves as a cache for a while.
        self.docker("image", "prune", "--force", "--filter", "until=168h")
        for process in self.started:
            process.terminate()
        for process in self.started:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        remains.kill_processes(self.name, self.folder + "/")
        remains.unmount_below(self.folder, self.data)
        remains.delete_interfaces(self.bridge, self.addresses)
        shutil.rmtree(self.data + "-registry", ignore_errors=True)
        # The engine would give the bridge the addresses that it had before.
        for networks in glob.glob(self.data + "/*/network"):
            shutil.rmtree(networks)
        shutil.rmtree(self.folder, ignore_errors=True)


def free_engine():
    engine = next((engine for engine in map(Engine, range(SLOTS)) if engine.locked()), None)
    if engine is None:
        raise RuntimeError("%d engines of tests run on this machine already; wait for one to end" % SLOTS)
    return engine


def main(configuration):
    # Whoever ends this process otherwise still finds nothing left.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(1))
    with open(configuration) as file:
        hosts = json.load(file)
    engine = free_engine()
    try:
        engine.stop()
        engine.start(hosts)
        print(json.dumps({name: getattr(engine, name) for name in ("socket", "registry", "slot", "addresses")}), flush=True)
        sys.stdin.read()
    finally:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        engine.stop()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except RuntimeError as error:
        sys.exit("engine.py: %s" % error)
