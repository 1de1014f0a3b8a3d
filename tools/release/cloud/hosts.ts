import { randomUUID } from "node:crypto";
import { releaseCommandName } from "../../../stacks/conventions/names";
import type { Clock } from "../../command/clock";
import { UserError } from "../../command/user-error";
import type { Cloud } from "./cloud";

/** A host of the environment that runs. */
export interface Host {
  readonly id: string;
  readonly kind: "worker" | "app";
}

/** What a host's program has said. */
export interface Outcome {
  readonly isDone: boolean;
  /** The last lines, each an object. Cloud Assistant cuts what is longer. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Why it is not done. */
  readonly reason?: string;
}

interface Page {
  readonly NextToken?: string;
  readonly Instances: { readonly Instance: readonly { readonly InstanceId: string }[] };
}

interface Results {
  readonly Invocation: {
    readonly InvocationResults: {
      readonly InvocationResult: readonly {
        readonly InvocationStatus: string;
        readonly Output?: string;
        readonly ErrorCode?: string;
        readonly ErrorInfo?: string;
      }[];
    };
  };
}

/** Words of Cloud Assistant for a run that is not over. */
const GOES_ON = ["Pending", "Scheduled", "Running", "Stopping"];
const LOOK_EVERY = 3_000;
/** Milliseconds after which a run that Cloud Assistant never ends is given up. */
const PATIENCE = 65 * 60_000;

/** The hosts of an environment, and the prepared commands that may run on them. */
export class Hosts {
  constructor(
    private readonly cloud: Cloud,
    private readonly clock: Clock,
    private readonly environment: { readonly project: string; readonly name: string },
  ) {}

  /** The hosts that run, workers first. */
  async find(): Promise<Host[]> {
    return [...(await this.ofKind("worker")), ...(await this.ofKind("app"))];
  }

  private async ofKind(kind: Host["kind"]): Promise<Host[]> {
    const { project, name } = this.environment;
    const tags = { project, environment: name, "host-group": `${project}-${name}-${kind}` };
    const parameters = Object.fromEntries(
      Object.entries(tags).flatMap(([key, value], index) => [
        [`Tag.${index + 1}.Key`, key],
        [`Tag.${index + 1}.Value`, value],
      ]),
    );
    const found: Host[] = [];
    for (let token: string | undefined = ""; token !== undefined; ) {
      const page: Page = await this.cloud.call("DescribeInstances", {
        ...parameters,
        Status: "Running",
        MaxResults: "100",
        ...(token !== "" && { NextToken: token }),
      });
      found.push(...page.Instances.Instance.map(({ InstanceId }) => ({ id: InstanceId, kind })));
      token = page.NextToken || undefined;
    }
    return found.sort((one, other) => one.id.localeCompare(other.id));
  }

  /**
   * Runs a prepared command on a host, and waits for its end.
   *
   * @param action the command's name without the environment's: `rollout`, `current` or `status`
   * @throws {CloudError | UserError} when nothing is known of its end
   */
  async run(host: Host, action: string): Promise<Outcome> {
    const CommandId = await this.commandId(action);
    const { InvokeId } = await this.cloud.call<{ InvokeId: string }>("InvokeCommand", {
      CommandId,
      "InstanceId.1": host.id,
      ClientToken: randomUUID(),
    });
    const deadline = this.clock.now() + PATIENCE;
    // The run goes on whatever happens here, so Ctrl-C does not end the wait.
    const { signal } = new AbortController();
    for (;;) {
      const results = await this.cloud.call<Results>("DescribeInvocationResults", { InvokeId, InstanceId: host.id });
      const [result] = results.Invocation.InvocationResults.InvocationResult;
      if (result !== undefined && !GOES_ON.includes(result.InvocationStatus)) return outcomeOf(result);
      if (this.clock.now() > deadline) throw new UserError(`${host.id}: Cloud Assistant has not ended ${InvokeId}.`);
      await this.clock.sleep(LOOK_EVERY, signal);
    }
  }

  private async commandId(action: string): Promise<string> {
    const Name = releaseCommandName(this.environment.project, this.environment.name, action);
    const found = await this.cloud.call<{ Commands: { Command: { CommandId: string; Name: string }[] } }>(
      "DescribeCommands",
      { Name },
    );
    const command = found.Commands.Command.find((each) => each.Name === Name);
    if (command) return command.CommandId;
    throw new UserError(`${Name}: no such command. An administrator deploys ${this.environment.name}-identity first.`);
  }
}

function outcomeOf(result: Results["Invocation"]["InvocationResults"]["InvocationResult"][number]): Outcome {
  const { InvocationStatus: status, ErrorCode, ErrorInfo } = result;
  const text = Buffer.from(result.Output ?? "", "base64").toString();
  const lines = text.split("\n").flatMap((line) => {
    try {
      const parsed: unknown = JSON.parse(line);
      return typeof parsed === "object" && parsed !== null ? [parsed as Record<string, unknown>] : [];
    } catch {
      // The first line may be cut, and programs beside ours write plain ones.
      return [];
    }
  });
  if (status === "Success") return { isDone: true, lines };
  const said = lines.flatMap(({ error }) => (typeof error === "string" ? [error] : [])).at(-1);
  return { isDone: false, lines, reason: said ?? [status, ErrorCode, ErrorInfo].filter(Boolean).join(" ") };
}
