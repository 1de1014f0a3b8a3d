import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { hostPortRules } from "../../../../environments/rules/hosts/ports";
import {
  LARGEST_HOST_PORT,
  METRICS_PORT,
  portsOnHost,
  RESERVED_HOST_PORTS,
} from "../../../../environments/schema/services/host-ports";
import { production } from "../../../support/fixture/environments/production";
import { checked } from "../../../support/fixture/stacks";
import { PROJECT_ROOT } from "../../../support/project-root";

const HOSTS = path.join(PROJECT_ROOT, "hosts");
/** Where a program listens: a published port, a flag of a container in the host's network, or nginx's own directive. */
const LISTENING =
  /(?:127\.0\.0\.1|\$\{AINAV_PRIVATE_ADDRESS:\?\}):(\d+):\d+"|(?:listen-address=\S+|\blisten \S+):(\d+)/g;

/** What is wrong when the search API has another port. */
function problems(host: number): string[] {
  const { services } = checked(production);
  const search = services["search-api"];
  if (search?.kind !== "service") throw new Error("search-api: answers no requests");
  const changed = { ...services, "search-api": { ...search, ports: { ...search.ports, host } } };
  return hostPortRules(changed).map(({ service, message }) => `${service} ${message}`);
}

describe("the ports of a service on hosts", () => {
  test("are four: for the load balancer, for either colour, and for the other containers", () => {
    expect(portsOnHost(3000)).toEqual([3000, 13_000, 23_000, 33_000]);
    expect(Math.max(...portsOnHost(LARGEST_HOST_PORT))).toBe(65_535);
  });

  test.each([
    [8003, []],
    [8001, ["search-api is what content-api has too"]],
    [13_000, ["search-api needs the port 13000 on hosts, which web has"]],
    [18_001, ["search-api needs the port 18001 on hosts, which content-api has"]],
    [9180, ["search-api needs the port 9180 on hosts, which nginx, for metrics has"]],
    [9181, ["search-api needs the port 9181 on hosts, which nginx, for its own state has"]],
    [3001, ["search-api needs the port 3001 on hosts, which Grafana has"]],
  ])("with %d are free, or the clash is named", (port, expected) => {
    expect(problems(port)).toEqual(expected);
  });

  test("are none at which another program of a host listens", () => {
    const configuration = readdirSync(HOSTS, { recursive: true, encoding: "utf8" }).filter((file) =>
      /(compose\.yaml|nginx\.conf)$/.test(file),
    );
    const texts = configuration.map((file) => readFileSync(path.join(HOSTS, file), "utf8"));
    const found = texts.flatMap((text) => [...text.matchAll(LISTENING)].map((match) => Number(match[1] ?? match[2])));
    // The stack makes the file of nginx that has this one.
    expect([...new Set([...found, METRICS_PORT])].sort()).toEqual([...RESERVED_HOST_PORTS.keys()].sort());
  });
});
