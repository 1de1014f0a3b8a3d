"""What every backup and restore has: one at a time, an orderly end when it is stopped, and metrics."""
import contextlib
import fcntl
import os
import signal
import subprocess
import sys

import boot
import host

FOLDER = os.path.dirname(os.path.realpath(__file__))
METRICS = (
    ("last_success_timestamp_seconds", "When the newest backup began, or the newest restore test ended."),
    ("duration_seconds", "How long that took."),
    ("size_bytes", "Bytes of that backup."),
    ("last_run_succeeded", "Whether the last run, successful or not, has succeeded: 1 or 0."),
)


@contextlib.contextmanager
def alone(name):
    """Holds the lock of a name. A second run would wait for hours, so it fails. @raises boot.Failure"""
    file = host.path("/run/ainav/{}.lock".format(name))
    os.makedirs(os.path.dirname(file), exist_ok=True)
    # A process that a run starts must not keep the lock after a run that was killed.
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise boot.Failure("another run is going on; wait for it, or stop it with systemctl") from None
        yield
    finally:
        os.close(descriptor)


def main(name, act):
    """Runs a program: its failures become a line and status 1. Whatever stops it unwinds, so that nothing is left."""

    def stop(number, _):
        # Only the first signal counts: the second one would end the cleaning up.
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise boot.Failure("stopped by " + signal.Signals(number).name)

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, stop)
    boot.log = lambda text: print("[{}] {}".format(name, text), file=sys.stderr, flush=True)
    os.umask(0o077)
    try:
        act()
    except boot.Failure as failure:
        sys.exit("[{}] failed: {}".format(name, failure))
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit("[{}] failed: {}".format(name, error))


def setting(*names):
    """A value of the settings' `services`. @raises boot.Failure when it is not there"""
    value = host.settings().get("services", {})
    for name in names:
        if not isinstance(value, dict) or name not in value:
            raise boot.Failure("/etc/ainav/host.json: has no services.{}".format(".".join(names)))
        value = value[name]
    return value


def secret(purpose):
    """The value of a secret parameter. @raises boot.Failure"""
    command = [os.path.join(FOLDER, "../../bin/secret"), setting("secrets", purpose)]
    done = subprocess.run(command, stdout=subprocess.PIPE, universal_newlines=True)
    if done.returncode != 0:
        raise boot.Failure("the secret {} cannot be read".format(purpose))
    return done.stdout.rstrip("\n")


def encryption():
    """The headers that make OSS encrypt an object: with the settings' services.backups.kmsKeyId, or else AES-256."""
    key = host.settings().get("services", {}).get("backups", {}).get("kmsKeyId")
    name = "x-oss-server-side-encryption"
    return {name: "KMS", name + "-key-id": key} if key else {name: "AES256"}


def report(name, succeeded, moment=None, seconds=0.0, size=0):
    """Writes the metrics of a backup for the node exporter. Those of the last success stay when a run has failed."""
    values = known(name)
    if moment is not None:
        values.update(zip([metric for metric, _ in METRICS], (moment.timestamp(), seconds, size)))
    values["last_run_succeeded"] = 1 if succeeded else 0
    lines = []
    for metric, text in METRICS:
        if metric in values:
            full = "ainav_backup_" + metric
            lines += ["# HELP {} {}".format(full, text), "# TYPE {} gauge".format(full)]
            lines.append('{}{{backup="{}"}} {:.15g}'.format(full, name, values[metric]))
    host.write(metrics_file(name), "\n".join(lines) + "\n")


def known(name):
    """The values that the metrics of a backup have, by metric."""
    lines = [line.split() for line in host.read(metrics_file(name)).splitlines() if not line.startswith("#")]
    return {line[0].split("{")[0].replace("ainav_backup_", "", 1): float(line[1]) for line in lines}


def metrics_file(name):
    return "/var/lib/ainav/metrics/backup_{}.prom".format(name.replace("-", "_"))
