"""Metrics of host programs. The node exporter of each host reads them from files and gives them to Prometheus."""
import host

FOLDER = "/var/lib/ainav/metrics"


def sample(name, labels, value):
    """A line in Prometheus' text format. `labels` is a dict of names to texts."""
    pairs = ",".join('{}="{}"'.format(key, escape(text)) for key, text in sorted(labels.items()))
    return "{}{} {!r}".format(name, "{" + pairs + "}" if pairs else "", value)


def escape(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def write(program, samples):
    """Replaces all metrics of a program: a list of (name, labels, number). They are gauges."""
    lines = []
    for name in sorted({name for name, _, _ in samples}):
        lines.append("# TYPE {} gauge".format(name))
        lines += [sample(*one) for one in samples if one[0] == name]
    host.write("{}/{}.prom".format(FOLDER, program), "\n".join(lines) + "\n")
