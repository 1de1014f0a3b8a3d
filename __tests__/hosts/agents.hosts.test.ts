import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parseYaml } from "../../constructs/kubernetes/helm/helm-values";
import { HOSTS } from "../support/hosts/host-machine";
import type { Block } from "../support/synthesis";

const folder = path.join(HOSTS, "docker/opt/ainav/agents");
const alloy = readFileSync(path.join(folder, "config.alloy"), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
const compose = parseYaml(readFileSync(path.join(folder, "compose.yaml"), "utf8")) as Block;

/** The components by `<kind>.<label>`, with the text of each. */
const components = new Map(
  [...alloy.matchAll(/^([\w.]+) "(\w+)" \{\n([\s\S]*?)^\}$/gm)].map(([, kind, label, text]) => [
    `${kind}.${label}`,
    text as string,
  ]),
);

/** Docker's line for what a container has written. */
const LINE = '{"log":"hello\\n","stream":"stdout","attrs":{"tag":"ainav-web-blue-1"},"time":"2026-12-01T00:00:00.1Z"}';

describe("the log agent of hosts", () => {
  test("has components that all lead to Loki", () => {
    expect(components.size).toBe(6);
    // Nothing is outside of a component.
    expect(alloy.replaceAll(/^([\w.]+) "(\w+)" \{\n([\s\S]*?)^\}$/gm, "").trim()).toBe("");
    for (const [name, text] of components) {
      for (const [, reference] of text.matchAll(/\b((?:loki|local)\.\w+(?:\.\w+)?\.\w+)\.(?:receiver|targets)\b/g))
        expect([name, reference, components.has(reference as string)]).toEqual([name, reference, true]);
      if (name.startsWith("loki.source.") || name.startsWith("loki.process."))
        expect([name, text]).toEqual([name, expect.stringContaining("forward_to")]);
    }
  });

  test("reads folders that its container has, and keeps how far it has read", () => {
    const mounts = compose.services.alloy.volumes as Block[];
    const paths = [...alloy.matchAll(/"__path__"\s*= "([^"]+)"/g)].map(([, file]) => file as string);
    expect(paths).toContain("/var/lib/docker/*/containers/*/*-json.log");
    for (const file of paths)
      expect([file, mounts.some(({ target }) => file.startsWith(`${target}/`))]).toEqual([file, true]);
    const [, storage] = /--storage\.path=(\S+)/.exec(compose.services.alloy.command.join(" ")) ?? [];
    expect(mounts.find(({ target }) => target === storage)).toMatchObject({ source: "/var/lib/ainav/alloy" });
    expect(mounts.find(({ target }) => target === storage)).not.toHaveProperty("read_only");
  });

  test("gets every variable of its configuration", () => {
    const used = [...alloy.matchAll(/sys\.env\("(\w+)"\)/g)].map(([, name]) => name as string);
    expect(used.sort()).toEqual(["HOST", "HOST_KIND", "LOKI_URL"]);
    expect(used.filter((name) => !(name in compose.services.alloy.environment))).toEqual([]);
  });

  test("finds a container's project and service in the tag that Docker writes", () => {
    const daemon = JSON.parse(readFileSync(path.join(HOSTS, "docker/etc/docker/daemon.json"), "utf8"));
    expect(daemon["log-opts"].tag).toBe("{{.Name}}");
    const [, expression = ""] = /expression = "(.+)"$/m.exec(alloy) ?? [];
    const pattern = new RegExp(expression.replaceAll("?P<", "?<"));
    expect(pattern.exec(JSON.parse(LINE).attrs.tag)?.groups).toEqual({ project: "ainav", service: "web-blue" });
    const grafana = pattern.exec("ainav-monitoring-grafana-1")?.groups;
    expect(grafana).toEqual({ project: "ainav-monitoring", service: "grafana" });
    // The names that the configuration takes from a line are those that a line has.
    const [, names = ""] = /stage\.json \{\n\s*expressions = \{(.+)\}/.exec(alloy) ?? [];
    const fields = [...names.matchAll(/"(\w+)" = "(\w*)"/g)].map(([, name, field]) => field || name);
    expect(fields.sort()).toEqual(Object.keys(JSON.parse(LINE)).sort());
  });

  test("makes no stream of logs for each container's id", () => {
    expect(components.get("loki.process.containers")).toMatch(/stage\.label_drop \{\s*values = \["filename"\]/);
  });
});

describe("the agents of hosts", () => {
  test("listen on the host's private address or on loopback only", () => {
    for (const [name, { network_mode, ports, command }] of Object.entries<Block>(compose.services)) {
      const listening = [...(command as string[]).join(" ").matchAll(/listen-addr(?:ess)?=(\S+):\d+/g)].map(
        ([, address]) => address,
      );
      expect([name, network_mode, ports]).toEqual([name, "host", undefined]);
      expect([name, listening]).toEqual([name, [name === "alloy" ? "127.0.0.1" : "${AINAV_PRIVATE_ADDRESS:?}"]]);
    }
  });

  test("read the metrics of host programs where these write them", () => {
    const program = readFileSync(path.join(HOSTS, "every/opt/ainav/lib/metrics.py"), "utf8");
    const [, written] = /^FOLDER = "(.+)\/"$/m.exec(program) ?? [];
    expect(compose.services["node-exporter"].command).toContain(`--collector.textfile.directory=/host${written}`);
  });

  test("ask nginx for its figures where nginx shows them", () => {
    const nginx = readFileSync(path.join(HOSTS, "app/etc/nginx/nginx.conf"), "utf8");
    const [, address, page] =
      /listen (127\.0\.0\.1:\d+);(?:(?!listen)[\s\S])*?location = (\S+) \{\s*stub_status;/.exec(nginx) ?? [];
    expect(compose.services["nginx-exporter"].command).toContain(`--nginx.scrape-uri=http://${address}${page}`);
  });
});
