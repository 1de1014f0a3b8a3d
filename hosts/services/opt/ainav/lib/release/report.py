"""Says what a release is doing: plain lines for people, or one JSON object a line for the program that started it."""
import contextlib
import json
import time


class Report:
    """Lines on standard output. A step has a name, what it is about, and how long it took, in seconds."""

    def __init__(self, as_json=False):
        self.as_json = as_json

    def say(self, text, **details):
        """One line. `details` are for the program that reads JSON; people see the text."""
        print(json.dumps(dict(details, text=text), sort_keys=True) if self.as_json else text, flush=True)

    @contextlib.contextmanager
    def step(self, name, what=""):
        """Times a step and says that it is over. A step that fails is said by whoever handles the failure."""
        began = time.monotonic()
        yield
        seconds = round(time.monotonic() - began, 1)
        text = "{} {}".format(name, what).strip()
        self.say("{}: {} s".format(text, seconds), step=name, what=what, seconds=seconds)
