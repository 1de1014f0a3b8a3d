"""Images: fetched from the registry before anything changes, and removed when no release that counts has them."""
import os
import shutil
import subprocess
import tempfile

import boot
import host
from release import record
from release.migration import SECRET
from release.proxy import serving

PASSWORD = "registry-pull"


def pull(engine, references, report):
    """Fetches the images that are not here yet. @raises boot.Failure when one cannot be had"""
    lacking = [reference for reference in references if not engine.has_image(reference)]
    folder = login() if lacking else None
    try:
        for reference in lacking:
            with report.step("pull", reference.split("@")[0].split("/")[-1]):
                environment = {"DOCKER_CONFIG": folder} if folder else {}
                engine.call("pull", "--quiet", reference, environment=environment)
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def login():
    """A folder, in memory, with the registry's password as Docker reads it; None when the registry needs none."""
    secret = host.settings()["services"].get("secrets", {}).get(PASSWORD)
    if not secret:
        return None
    got = subprocess.run([SECRET, secret], stdout=subprocess.PIPE, universal_newlines=True)
    if got.returncode != 0:
        raise boot.Failure("{}: the registry's password cannot be read".format(secret))
    os.makedirs(host.path("/run/ainav"), exist_ok=True)
    folder = tempfile.mkdtemp(prefix="registry-", dir=host.path("/run/ainav"))
    with open(os.open(folder + "/config.json", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(got.stdout)
    return folder


def prune(engine, table, state, report):
    """Removes the images, and the stopped containers, of releases that are neither the current nor the previous one."""
    kept = set()
    for which in ("current", "previous"):
        if getattr(state, which):
            kept.update(state.recorded(which).images.values())
    for service in table["services"]:
        if service["kind"] == "service":
            for colour in {"blue", "green"} - {serving(service)}:
                container = engine.container(service["name"] + "-" + colour)
                if container and container["Config"]["Image"] not in kept:
                    engine.remove(service["name"] + "-" + colour)
    removed = engine.prune(record.releases()["registry"], kept)
    if removed:
        report.say("removed {} old images".format(removed), step="prune", images=removed)
