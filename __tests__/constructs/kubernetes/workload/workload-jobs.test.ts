import { describe, expect, test } from "@jest/globals";
import { Ingress, type IngressProps } from "../../../../constructs/kubernetes/ingress";
import { Namespace } from "../../../../constructs/kubernetes/namespace";
import { Autoscaler } from "../../../../constructs/kubernetes/workload/autoscaler";
import { CronWorkload, type CronWorkloadProps } from "../../../../constructs/kubernetes/workload/cron-workload";
import { MigrationJob } from "../../../../constructs/kubernetes/workload/migration-job";
import {
  ScheduledScaling,
  type ScheduledScalingProps,
} from "../../../../constructs/kubernetes/workload/scheduled-scaling";
import { GOOD, synthesizeKubernetes } from "../../../support/kubernetes/example-workload";

const namespace = { namespaceName: "ainav" };

describe("a cron workload", () => {
  const synthesized = (changes: Partial<CronWorkloadProps> = {}) =>
    synthesizeKubernetes((stack) => {
      const props = { ...GOOD, schedule: "0 3 * * *", deadlineSeconds: 60, egress: [], ...changes };
      new CronWorkload(stack, "crawl", props);
    });

  test.each(["0 3 * * *", "*/5 * * * *", "0 1-5/2 * * 1,3", "30 4 1 1 0"])("takes the schedule %s", (schedule) => {
    expect(synthesized({ schedule }).resource("kubernetes_cron_job_v1").spec.schedule).toBe(schedule);
  });

  test.each(["@daily", "0 3 * *", "0 0 3 * * *", "daily", ""])("refuses the schedule %j", (schedule) => {
    expect(() => synthesized({ schedule })).toThrow(
      `[test/crawl] schedule: "${schedule}" is not a cron expression of five fields: write one such as "0 3 * * *"`,
    );
  });

  test("refuses a name that leaves no room for the time of a run, and an image that moves", () => {
    expect(() => synthesized({ name: "a".repeat(53) })).toThrow("has 53 characters, its kind takes 52: shorten it");
    expect(() => synthesized({ image: "crawler" })).toThrow("[test/crawl] image:");
  });

  test("can rest", () => {
    const suspended = (suspend?: boolean) => synthesized({ suspend }).resource("kubernetes_cron_job_v1").spec.suspend;
    expect([suspended(), suspended(true)]).toEqual([false, true]);
  });
});

describe("scheduled scaling", () => {
  const synthesized = (sizes: ScheduledScalingProps["sizes"], externallyScaled = true) =>
    synthesizeKubernetes((stack) => {
      const scaling = { minimum: 2, maximum: 10, cpuPercent: 70, externallyScaled };
      const autoscaler = new Autoscaler(stack, "hpa", {
        ...scaling,
        name: "web-hpa",
        namespace,
        deploymentName: "web",
      });
      const kubectlImage = "registry.example/kubectl:v1.33.3";
      const apiServer = [{ cidr: "10.0.0.0/24" }];
      new ScheduledScaling(stack, "schedule", { namePrefix: "web-scale", autoscaler, sizes, kubectlImage, apiServer });
    });
  const night = { name: "night", at: "01:00", minimum: 1, maximum: 3 };

  test("has a job for each time of day", () => {
    const jobs = synthesized([
      night,
      { ...night, name: "noon", at: "12:30" },
      { ...night, name: "evening", at: "23:05" },
    ]);
    const schedules = Object.values(jobs.resources("kubernetes_cron_job_v1")).map(({ spec }) => spec.schedule);
    expect(schedules.sort()).toEqual(["0 1 * * *", "30 12 * * *", "5 23 * * *"]);
  });

  test("refuses sizes the wrong way round, and a time that is none", () => {
    expect(() => synthesized([{ ...night, minimum: 4 }])).toThrow(
      "[test/schedule] sizes night: minimum 4 is over maximum 3",
    );
    expect(() => synthesized([{ ...night, at: "25:00" }])).toThrow(
      '[test/schedule] sizes night: at "25:00" is not a time of day: write hours and minutes such as 01:00',
    );
  });

  test("refuses an autoscaler whose sizes each deploy would set back", () => {
    expect(() => synthesized([night], false)).toThrow("each deploy undoes the schedule: set externallyScaled");
  });
});

describe("an ingress", () => {
  const good: IngressProps = {
    name: "site",
    namespace,
    domain: "ainav.cn",
    hosts: ["ainav.cn", "www.ainav.cn"],
    className: "nginx",
    tlsSecret: "tls",
    issuer: "letsencrypt-prod",
    routes: [{ path: "/", service: "web", port: 80 }],
  };
  const synthesized = (changes: Partial<IngressProps>) =>
    synthesizeKubernetes((stack) => new Ingress(stack, "ingress", { ...good, ...changes }));

  test.each(["notainav.cn", "ainav.cn.evil.example", "example.com"])("refuses the host %s", (host) => {
    expect(() => synthesized({ hosts: ["ainav.cn", host] })).toThrow(
      `[test/ingress] hosts: ${host} is not in ainav.cn, which the certificate is for: name the domain or a subdomain`,
    );
  });

  test("refuses no hosts, which means every host, and no routes", () => {
    expect(() => synthesized({ hosts: [] })).toThrow("hosts: there is none, which means every host");
    expect(() => synthesized({ routes: [] })).toThrow("routes: there is none, so no request is answered");
  });

  test("is one object when no path is private", () => {
    expect(Object.keys(synthesized({}).resources("kubernetes_ingress_v1"))).toEqual(["ingress"]);
  });
});

describe("a migration", () => {
  test("refuses an image that moves: its name would stay, and it would not run", () => {
    const build = () =>
      synthesizeKubernetes(
        (stack) => new MigrationJob(stack, "migration", { ...GOOD, image: "api:latest", egress: [] }),
      );
    expect(build).toThrow('[test/migration] image: "api:latest" changes under its pods');
  });

  test("starts when the policy that lets it out is there", () => {
    const stack = synthesizeKubernetes((scope) => new MigrationJob(scope, "migration", { ...GOOD, egress: [] }));
    const [policy] = Object.keys(stack.resources("kubernetes_network_policy_v1"));
    expect(stack.resource("kubernetes_job_v1").depends_on).toEqual([`kubernetes_network_policy_v1.${policy}`]);
  });
});

describe("a namespace", () => {
  const synthesized = (name: string, podSecurity?: "privileged") =>
    synthesizeKubernetes((stack) => {
      const containers = { request: { cpu: "1m" }, limit: { cpu: "1m" }, largest: { cpu: "1" } };
      new Namespace(stack, "namespace", { name, podSecurity, quota: { pods: "1" }, containers });
    });

  test("refuses a name that is no DNS label", () => {
    expect(() => synthesized("My_Space")).toThrow('[test/namespace] name: "My_Space" is not a DNS-1123 label');
  });

  test("takes privileged pods when asked to", () => {
    expect(synthesized("monitoring", "privileged").resource("kubernetes_namespace_v1").metadata.labels).toMatchObject({
      "pod-security.kubernetes.io/enforce": "privileged",
    });
  });
});
