import path from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { Ports, SecurityGroup } from "../../../constructs/network/security-group";
import { VSwitch } from "../../../constructs/network/v-switch";
import { Vpc } from "../../../constructs/network/vpc";
import { readAssembly } from "../../terraform/assembly";
import { type Observer, runStep, type StepResult } from "./rehearsal";
import { startSimulator } from "./simulator";

/** What a rehearsal of so many resources took. */
export interface ScaleResult {
  readonly resources: number;
  readonly steps: readonly StepResult[];
  readonly seconds: number;
  /** Resources deployed, planned again and destroyed, per second. */
  readonly resourcesPerSecond: number;
  /** Peak resident memory of this process, the simulated providers, so far. */
  readonly peakMiB: number;
}

/** How many resources a group has; they refer to each other as in a real network. */
const GROUP = 10;

/**
 * Rehearses one stack of about so many resources: a VPC with vSwitches, a security group and its rules, again and again.
 *
 * @param outdir an empty folder
 */
export async function rehearseScale(
  root: string,
  outdir: string,
  resources: number,
  observer: Observer,
): Promise<ScaleResult> {
  // Only stacks/base.ts may make the provider's construct, so overrides take its place; cdktf's check would miss it.
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  const stack = new TerraformStack(app, `scale-${resources}`);
  new LocalBackend(stack, { path: path.join(outdir, "scale.tfstate") });
  stack.addOverride("provider.alicloud", [{ region: "cn-hongkong" }]);
  stack.addOverride("terraform.required_providers.alicloud.source", "aliyun/alicloud");
  for (let group = 0; group < resources / GROUP; group += 1) addGroup(stack, group);
  app.synth();
  const stacks = readAssembly(outdir);
  const simulator = await startSimulator(root, stacks);
  try {
    const steps: StepResult[] = [];
    for (const step of ["deploy", "second plan", "destroy"] as const) {
      steps.push(...(await runStep(step, stacks, simulator, observer)));
    }
    const seconds = steps.reduce((sum, result) => sum + result.seconds, 0);
    const peakMiB = process.resourceUsage().maxRSS / 1024;
    const count = steps[0]?.resources ?? 0;
    return { resources: count, steps, seconds, resourcesPerSecond: count / seconds, peakMiB };
  } finally {
    simulator.stop();
  }
}

function addGroup(stack: TerraformStack, group: number): void {
  const vpc = new Vpc(stack, `vpc-${group}`, { name: `vpc-${group}`, cidr: "10.0.0.0/16", deletionProtection: false });
  for (let index = 0; index < 4; index += 1) {
    const cidr = `10.0.${index}.0/24`;
    new VSwitch(stack, `vswitch-${group}-${index}`, { vpc, name: `vswitch-${index}`, zone: "cn-hongkong-b", cidr });
  }
  const hosts = new SecurityGroup(stack, `hosts-${group}`, { vpc, name: "hosts", description: "Hosts" });
  for (const port of [22, 80, 443, 3000]) hosts.allowFromCidr("10.0.0.0/8", Ports.tcp(port), "Inside");
}
