"""The Docker engine, and the compose project of the host's services.

A slot is a service of the compose file. A service that answers requests has two, such as web-blue and web-green. Which
image a slot runs is in the file images.env, which only releases write.
"""
import hashlib
import json
import os
import subprocess

import boot
import host
from release import state

SERVICES = "/opt/ainav/services"
IMAGES = state.FOLDER + "/images.env"


def variable(slot):
    """The variable that has the slot's image, such as WEB_BLUE_IMAGE."""
    return slot.upper().replace("-", "_") + "_IMAGE"


class Engine:
    """Runs docker. Its programs inherit the lock: if only this program is killed, the next run waits for them."""

    def __init__(self, project, lock):
        self.project, self.lock = project, lock
        if not host.read(IMAGES):
            host.write(IMAGES, "")

    def call(self, *command, **options):
        """Runs docker. @returns what it wrote. @raises boot.Failure with its last lines when it fails"""
        fds = (self.lock,) + options.get("fds", ())
        environment = dict(os.environ, **options.get("environment", {}))
        try:
            done = subprocess.Popen(
                ("docker",) + command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                universal_newlines=True,
                pass_fds=fds,
                env=environment,
            )
        except OSError as error:
            raise boot.Failure("docker cannot be started: {}".format(error))
        output, errors = done.communicate()
        if done.returncode != 0:
            tail = " | ".join(line.strip() for line in (errors or output).strip().splitlines()[-5:])
            words = options.get("words", " ".join(command[:2]))
            reason = "docker {} ended with status {}: {}".format(words, done.returncode, tail)
            raise boot.Failure(reason, status=done.returncode)
        return output.strip()

    def compose(self, *command, **options):
        folder = host.path(SERVICES)
        project = ("--project-name", self.project, "--project-directory", folder, "--file", folder + "/compose.yaml")
        flags = project + ("--env-file", host.path(IMAGES), "--profile", "jobs")
        return self.call("compose", *flags, *command, words="compose " + command[0], **options)

    def images(self):
        """The images of slots, by variable."""
        lines = host.read(IMAGES).splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def set_image(self, slot, reference):
        """Decides which image the slot runs from its next start on. None: none."""
        images = self.images()
        images.pop(variable(slot), None)
        if reference:
            images[variable(slot)] = reference
        host.write(IMAGES, "".join("{}={}\n".format(*pair) for pair in sorted(images.items())))

    def definitions(self, images):
        """A hash of each slot's definition, as it is with these images. It has no secret: those are files."""
        text = self.compose("config", "--format", "json", environment=images)
        services = json.loads(text)["services"]
        encoded = {slot: json.dumps(services[slot], sort_keys=True).encode("utf-8") for slot in services}
        return {slot: hashlib.sha256(encoded[slot]).hexdigest() for slot in encoded}

    def container(self, slot):
        """What docker says about the slot's container, or None when there is none."""
        labels = ("project=" + self.project, "service=" + slot, "oneoff=False")
        filters = [part for label in labels for part in ("--filter", "label=com.docker.compose." + label)]
        found = self.call("ps", "--all", "--quiet", "--no-trunc", *filters).splitlines()
        return json.loads(self.call("inspect", found[0]))[0] if found else None

    def start(self, slot):
        """Makes or starts the slot's container. @returns its id"""
        self.compose("up", "--detach", "--no-deps", "--no-build", "--pull", "never", slot)
        return self.container(slot)["Id"]

    def stop(self, slot):
        """Ends the slot's container and keeps it."""
        self.compose("stop", slot)

    def remove(self, slot):
        self.compose("rm", "--force", "--stop", slot)

    def has_image(self, reference):
        try:
            self.call("image", "inspect", "--format", "{{.Id}}", reference)
            return True
        except boot.Failure:
            return False

    def prune(self, registry, kept):
        """Removes the images below the registry that are not among `kept`. @returns how many"""
        listed = self.call("image", "ls", "--digests", "--format", "{{.Repository}}@{{.Digest}}").splitlines()
        old = {image for image in listed if image.startswith(registry + "/") and image not in kept}
        removed = 0
        for image in sorted(old):
            try:
                self.call("image", "rm", image)
                removed += 1
            except boot.Failure as failure:
                print("{} stays: {}".format(image, failure), flush=True)
        return removed
