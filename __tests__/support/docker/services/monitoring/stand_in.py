"""Stand-ins of Loki, Grafana, Alloy and nginx' exporter. They read the real configuration, fail on what they do not know in
it or cannot read, write where the real ones write, and answer health checks."""
import configparser
import glob
import http.server
import json
import os
import re
import sys
import urllib.request

import yaml

# The parts of Loki's configuration that this project sets.
LOKI = {
    "auth_enabled", "server", "common", "schema_config", "compactor", "limits_config", "querier", "chunk_store_config",
    "ingester", "analytics",
}
# The components of Alloy that this project uses, and their stages.
ALLOY = {"local.file_match", "loki.source.file", "loki.process", "loki.write"}


def serve(address, port):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ready\n")

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer((address, port), Handler).serve_forever()


def read(path):
    with open(path) as file:
        return file.read()


def write_probe(folder):
    with open(os.path.join(folder, "probe"), "w") as file:
        file.write("x")


def loki(arguments):
    if arguments == ["-health"]:
        urllib.request.urlopen("http://localhost:3100/ready")
        return
    options = dict(argument.lstrip("-").split("=", 1) for argument in arguments)
    text = read(options["config.file"])
    if options.get("config.expand-env") == "true":
        text = re.sub(r"\$\{(\w+)\}", lambda match: os.environ[match.group(1)], text)
    config = yaml.safe_load(text)
    unknown = set(config) - LOKI
    if unknown:
        sys.exit("loki: unknown: {}".format(unknown))
    keys = configparser.ConfigParser()
    keys.read_string(read(os.environ["AWS_SHARED_CREDENTIALS_FILE"]))
    assert keys["default"]["aws_access_key_id"] and keys["default"]["aws_secret_access_key"]
    assert all(config["common"]["storage"]["s3"][name] for name in ("bucketnames", "endpoint", "region"))
    write_probe(config["common"]["path_prefix"])
    serve("", config["server"]["http_listen_port"])


def grafana(_):
    config = configparser.ConfigParser(interpolation=None)
    config.read_string(read("/etc/grafana/grafana.ini"))
    for name in ("admin_user", "admin_password"):
        assert read(re.fullmatch(r"\$__file\{(.+)\}", config["security"][name]).group(1))
    for file in glob.glob("/etc/grafana/provisioning/*/*.yaml"):
        assert yaml.safe_load(read(file))["apiVersion"] == 1
    [provider] = yaml.safe_load(read("/etc/grafana/provisioning/dashboards/dashboards.yaml"))["providers"]
    dashboards = glob.glob(provider["options"]["path"] + "/*.json")
    assert dashboards and all(json.loads(read(file))["panels"] for file in dashboards)
    write_probe("/var/lib/grafana")
    serve("", 3000)


def alloy(arguments):
    assert arguments[0] == "run" and os.environ["LOKI_URL"] and os.environ["HOST"]
    text = read(arguments[-1])
    components = set(re.findall(r"^(\w+(?:\.\w+)+) \"\w+\" \{$", text, re.MULTILINE))
    if components != ALLOY:
        sys.exit("alloy: unknown or missing: {}".format(components ^ ALLOY))
    # Root without most of its rights has to read what belongs to others.
    for pattern in re.findall(r'"__path__"\s*= "(/var/lib/docker[^"]+)"', text):
        files = glob.glob(pattern)
        assert files, pattern
        for file in files:
            read(file)
    write_probe("/var/lib/alloy/data")
    serve("127.0.0.1", 12345)


def nginx_exporter(arguments):
    address, port = dict(argument.lstrip("-").split("=", 1) for argument in arguments)["web.listen-address"].split(":")
    serve(address, int(port))


{"loki": loki, "grafana": grafana, "alloy": alloy, "nginx-exporter": nginx_exporter}[sys.argv[1]](sys.argv[2:])
