import { owner } from "../../../environments/owner";
import { production } from "../../../environments/production";
import { bucketName } from "../../../stacks/conventions/names";
import { runCommandLine } from "../../../tools/command/command-line";
import { releaseCommands } from "../../../tools/release/commands/release-commands";
import { FakeClock } from "../command/fake-clock";
import { BundleServer } from "../hosts/bundle-server";
import { OpenApiServer, Refusal } from "../hosts/openapi-server";
import { CREDENTIALS } from "../oss-backend/loopback-server";
import { PROJECT_ROOT } from "../project-root";

/** What Cloud Assistant says of one run, from one look to the next. */
export interface SaidResult {
  readonly status: string;
  readonly code?: string;
  readonly output?: string;
}

/** How runs of a command on a host go, look by look. */
export type Behaviour = (host: string, action: string) => readonly SaidResult[];

const DONE: readonly SaidResult[] = [
  { status: "Pending" },
  { status: "Running" },
  {
    status: "Success",
    output: '{"step":"switch","what":"web","seconds":0.3,"text":""}\n{"step":"done","text":"runs"}\n',
  },
];

/** Alibaba Cloud as `npm run release` sees it: hosts in pages of two, Cloud Assistant, and the bucket with records. */
export class FakeFleet {
  hosts: Record<"worker" | "app", string[]> = { worker: ["i-worker"], app: ["i-app-1", "i-app-2", "i-app-3"] };
  behaviour: Behaviour = () => DONE;
  /** Is called when a run begins. */
  onRun: (host: string, action: string) => void = () => {};
  /** The runs, in their order, as `action host`. */
  readonly runs: string[] = [];
  readonly bucket = new BundleServer(bucketName(owner, production.name, "bundles"), production.region);
  readonly abort = new AbortController();
  private readonly results = new Map<string, SaidResult[]>();
  private readonly ecs = new OpenApiServer({
    DescribeInstances: (given) => this.describeInstances(given),
    DescribeCommands: ({ Name = "" }) => ({ Commands: { Command: [{ CommandId: `c-${Name}`, Name }] } }),
    InvokeCommand: ({ CommandId = "", "InstanceId.1": host = "" }) => {
      const action = CommandId.split("-").at(-1) ?? "";
      this.runs.push(`${action} ${host}`);
      this.onRun(host, action);
      const InvokeId = `t-${this.runs.length}`;
      this.results.set(InvokeId, [...this.behaviour(host, action)]);
      return { InvokeId };
    },
    DescribeInvocationResults: ({ InvokeId = "" }) => ({
      Invocation: { InvocationResults: { InvocationResult: this.look(InvokeId) } },
    }),
  });

  async start(): Promise<void> {
    await Promise.all([this.ecs.start(), this.bucket.start()]);
  }

  /** @returns errors of the servers, of which there are none */
  async stop(): Promise<unknown[]> {
    await Promise.all([this.ecs.stop(), this.bucket.stop()]);
    return [...this.ecs.failures, ...this.bucket.failures];
  }

  /** Runs `npm run release -- ...`. */
  async run(...args: string[]): Promise<{ readonly status: number; readonly output: string; readonly errors: string }> {
    const written = { output: "", errors: "" };
    const stream = (name: "output" | "errors") => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const { accessKeyId, accessKeySecret, securityToken } = CREDENTIALS;
    const variables = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
      RELEASE_ECS_URL: this.ecs.url,
      RELEASE_OSS_URL: this.bucket.url,
    };
    const program = releaseCommands({ variables, clock: new FakeClock(), root: PROJECT_ROOT, secrets: [] });
    const handleInterruption = () => this.abort.signal;
    const io = { stdout: stream("output"), stderr: stream("errors"), handleInterruption };
    return { status: await runCommandLine(program, args, io), ...written };
  }

  json(key: string): unknown {
    const found = this.bucket.objects.get(`releases/${key}.json`);
    return found && JSON.parse(found.toString());
  }

  private describeInstances(given: Readonly<Record<string, string>>): object {
    const kind = given["Tag.3.Value"] === `${owner.project}-production-worker` ? "worker" : "app";
    if (given["Tag.2.Value"] !== "production") throw new Refusal(400, "InvalidTag");
    const from = Number(given.NextToken ?? 0);
    const page = this.hosts[kind].slice(from, from + 2);
    const NextToken = from + 2 < this.hosts[kind].length ? String(from + 2) : "";
    return { NextToken, Instances: { Instance: page.map((InstanceId) => ({ InstanceId })) } };
  }

  private look(run: string): object[] {
    const left = this.results.get(run) ?? [];
    const { status, code = "", output = "" } = (left.length > 1 ? left.shift() : left[0]) ?? { status: "Pending" };
    return [{ InvocationStatus: status, ErrorCode: code, Output: Buffer.from(output).toString("base64") }];
  }
}
