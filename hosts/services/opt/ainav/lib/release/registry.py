"""Images: fetched from the registry before anything changes, and removed when no release that counts has them."""
import os

import host
from release import record
from release.proxy import serving

# The folder with Docker's configuration, which has the registry's password, if the registry wants one (secret-files).
PASSWORDS = "/run/ainav/secrets/registry"


def pull(engine, references, report):
    """Fetches the images that are not here yet. @raises boot.Failure when one cannot be had"""
    passwords = host.path(PASSWORDS)
    options = ("--config", passwords) if os.path.exists(passwords + "/config.json") else ()
    for reference in references:
        if not engine.has_image(reference):
            with report.step("pull", reference.split("@")[0].split("/")[-1]):
                engine.call(*options, "pull", "--quiet", reference)


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
