"""Metrics of host programs. node-exporter reads them from the files of a folder (its textfile collector)."""
import re

import host

FOLDER = "/var/lib/ainav/metrics/"


def publish(name, gauges):
    """Replaces the file `<name>.prom`. `gauges` has tuples of a metric's name, its labels (a dictionary) and a number."""
    lines, typed = [], set()
    for metric, labels, value in gauges:
        if metric not in typed:
            typed.add(metric)
            lines.append("# TYPE {} gauge".format(metric))
        pairs = ",".join('{}="{}"'.format(label, escape(text)) for label, text in sorted(labels.items()))
        lines.append("{}{} {}".format(metric, "{" + pairs + "}" if pairs else "", value))
    host.write(FOLDER + name + ".prom", "\n".join(lines) + "\n")


def escape(text):
    return str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def published(name, metric):
    """The number of the first sample of a metric in `<name>.prom`, or None when there is none yet."""
    found = re.search(r"^{}(?:{{.*}})? (\S+)$".format(re.escape(metric)), host.read(FOLDER + name + ".prom"), re.MULTILINE)
    return float(found.group(1)) if found else None
