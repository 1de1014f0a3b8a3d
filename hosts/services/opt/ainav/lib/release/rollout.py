"""Makes the host run a release, or leaves it as it was.

Every step looks at what is there before it acts. So a run that was killed is taken up by the next one, whichever
release that one is for.
"""
import boot
import host
from release import gate, migration, proxy, registry
from release.engine import variable

OTHER = {"blue": "green", "green": "blue", None: "blue"}


class Rollout:
    """One run. `table` is services.json: the services of the host, in the order in which they are released."""

    def __init__(self, table, engine, state, report):
        self.table, self.engine, self.state, self.report = table, engine, state, report
        self.undo = []
        self.wanted, self.definitions = {}, {}

    def to(self, record, migrate):
        """@raises boot.Failure when the host does not run the release; everything that was switched is back then"""
        self.state.begin(record)
        try:
            self.wanted = self.images_of(record)
            registry.pull(self.engine, sorted(set(self.wanted.values())), self.report)
            self.definitions = self.engine.definitions({variable(slot): self.wanted[slot] for slot in self.wanted})
            if self.table["migration"] and migrate and record.migrates and self.state.migrated != record.id:
                self.migrate(record)
            for service in self.table["services"]:
                {"service": self.switch, "worker": self.restart, "cron": self.renew}[service["kind"]](service)
        except boot.Failure as failure:
            self.go_back()
            self.state.fail(str(failure))
            raise
        self.state.succeed(record)

    def images_of(self, record):
        """The images of the release, by slot. @raises boot.Failure when the record lacks one"""
        slots = {slot: service["image"] for service in self.table["services"] for slot in slots_of(service)}
        if self.table["migration"]:
            slots["migration"] = self.table["migration"]["image"]
        lacking = sorted(set(slots.values()) - set(record.images))
        if lacking:
            raise boot.Failure("{}.json: images.{} is missing: record the release anew".format(record.id, lacking[0]))
        return {slot: record.images[image] for slot, image in slots.items()}

    def migrate(self, record):
        self.engine.set_image("migration", self.wanted["migration"])
        with self.report.step("migrate"):
            migration.run(self.engine, self.report.say)
        self.state.migrated = record.id
        self.state.save()

    def runs(self, slot):
        """Whether the slot's container runs as the release wants it, and a release has started it."""
        container = self.engine.container(slot)
        known = {"container": container and container["Id"], "definition": self.definitions[slot]}
        return container is not None and container["State"]["Running"] and self.state.slots.get(slot) == known

    def start(self, slot):
        container = self.engine.start(slot)
        self.state.slots[slot] = {"container": container, "definition": self.definitions[slot]}
        self.state.save()

    def switch(self, service):
        """Starts the service's other colour, leads requests to it once it is healthy, and stops the first one."""
        active = proxy.serving(service)
        old, new = [active and service["name"] + "-" + active, service["name"] + "-" + OTHER[active]]
        if active and self.runs(old):
            self.report.say(old + ": unchanged", step="unchanged", what=old)
            left = self.engine.container(new)
            if left and left["State"]["Running"]:
                # An earlier run was killed in between, and nginx may not have read its files since.
                self.retire(service, new)
            return
        before, switched = host.read(proxy.file_of(service)), []

        def go_back():
            if switched and old:
                self.engine.start(old)
                gate.await_answers(self.engine, service, active)
            if switched:
                proxy.write(service, before)
                proxy.reload(service["drainSeconds"])
            self.engine.stop(new)

        self.undo.append((service["name"], go_back))
        self.engine.set_image(new, self.wanted[new])
        with self.report.step("start", new):
            self.start(new)
        with self.report.step("health", new):
            gate.await_answers(self.engine, service, OTHER[active])
        switched.append(new)
        with self.report.step("switch", service["name"]):
            proxy.write(service, proxy.text_for(service, OTHER[active]))
            proxy.reload(service["drainSeconds"])
        if old:
            with self.report.step("stop", old):
                self.engine.stop(old)

    def retire(self, service, slot):
        with self.report.step("retire", slot):
            proxy.reload(service["drainSeconds"])
            self.engine.stop(slot)

    def restart(self, worker):
        """Replaces a worker. The old one ends its tasks first, as long as its `stopSeconds` allow."""
        slot = worker["name"]
        if self.runs(slot):
            self.report.say(slot + ": unchanged", step="unchanged", what=slot)
            return
        before, known = self.engine.images().get(variable(slot)), self.state.slots.get(slot)

        def go_back():
            self.engine.set_image(slot, before)
            if before:
                container = self.engine.start(slot)
                if known:
                    self.state.slots[slot] = dict(known, container=container)
                gate.await_healthy(self.engine, worker)
            else:
                self.engine.stop(slot)

        self.undo.append((slot, go_back))
        self.engine.set_image(slot, self.wanted[slot])
        with self.report.step("start", slot):
            self.start(slot)
        with self.report.step("health", slot):
            gate.await_healthy(self.engine, worker)

    def renew(self, cron):
        """Gives a job its image, from its next run on."""
        slot = cron["name"]
        before = self.engine.images().get(variable(slot))
        self.undo.append((slot, lambda: self.engine.set_image(slot, before)))
        self.engine.set_image(slot, self.wanted[slot])

    def go_back(self):
        for name, action in reversed(self.undo):
            try:
                with self.report.step("back", name):
                    action()
            except boot.Failure as failure:
                self.report.say("{} does not go back: {}".format(name, failure), step="stuck", what=name)


def slots_of(service):
    name = service["name"]
    return [name + "-blue", name + "-green"] if service["kind"] == "service" else [name]
