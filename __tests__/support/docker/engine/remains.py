"""Removes what an engine has left: processes, control groups, mounts and interfaces."""
import os
import signal
import subprocess

CGROUPS = "/sys/fs/cgroup"


def kill_processes(cgroup, text):
    """Kills the processes in a control group, and those whose command line has a text. Removes the group."""
    groups = [os.path.join(CGROUPS, cgroup)] + [os.path.join(CGROUPS, one, cgroup) for one in os.listdir(CGROUPS)]
    folders = [folder for group in groups for folder, _, _ in os.walk(group, topdown=False)]
    inside = {pid for folder in folders for pid in read(folder + "/cgroup.procs").split()}
    named = {pid for pid in os.listdir("/proc") if pid.isdigit() and text in read("/proc/%s/cmdline" % pid)}
    for pid in inside | named:
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            pass
    for folder in folders:
        try:
            os.rmdir(folder)
        except OSError:
            pass


def unmount_below(*folders):
    for mount in reversed([line.split()[1] for line in read("/proc/mounts").splitlines()]):
        if mount.startswith(tuple(folder + "/" for folder in folders)):
            quiet("umount", "--lazy", mount)


def delete_interfaces(name, addresses):
    """Deletes the interface with a name, and those with an address that begins with a text such as "10.221."."""
    quiet("ip", "link", "delete", name)
    for line in output("ip", "-4", "-oneline", "address").splitlines():
        _, interface, _, address = line.split()[:4]
        if address.startswith(addresses):
            quiet("ip", "link", "delete", interface)


def is_running(pid):
    status = read("/proc/%d/status" % pid)
    return status != "" and "State:\tZ" not in status


def read(path):
    try:
        with open(path, errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def quiet(*command):
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
