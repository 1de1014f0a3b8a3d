import { EcsCommand } from "@cdktf/provider-alicloud/lib/ecs-command";
import { Construct } from "constructs";
import type { Grantee } from "../security/identity-policy";

export interface HostCommandProps {
  /** 2 to 128 characters, by which whoever runs the command finds it. */
  readonly name: string;
  readonly description: string;
  /** A line of shell, which root runs. */
  readonly script: string;
  /** Seconds after which Cloud Assistant ends it. */
  readonly timeoutSeconds: number;
}

/**
 * A command that Cloud Assistant runs on hosts. It takes no parameters: they would become part of a line of shell that
 * root runs, so whoever may run the command could do everything on the host.
 */
export class HostCommand extends Construct {
  readonly commandId: string;

  constructor(scope: Construct, id: string, props: HostCommandProps) {
    super(scope, id);
    const command = new EcsCommand(this, "Default", {
      name: props.name,
      description: props.description,
      type: "RunShellScript",
      commandContent: Buffer.from(`${props.script}\n`).toString("base64"),
      timeout: props.timeoutSeconds,
      // What the service would fill in, and every plan would take for a difference that replaces the command.
      workingDir: "/root",
      enableParameter: false,
    });
    this.commandId = command.id;
  }

  /**
   * Lets a role run commands on hosts, and see how that went. RAM asks for the command and for each host.
   *
   * @param tags tags that a host has to have, all of them
   */
  static grantInvoke(grantee: Grantee, commands: readonly HostCommand[], tags: Readonly<Record<string, string>>): void {
    const actions = ["ecs:InvokeCommand"];
    const resources = commands.map(({ commandId }) => `acs:ecs:*:*:command/${commandId}`);
    grantee.addToPolicy({ effect: "Allow", actions, resources });
    grantee.addToPolicy({
      effect: "Allow",
      actions,
      resources: ["acs:ecs:*:*:instance/*"],
      conditions: {
        StringEquals: Object.fromEntries(
          Object.entries(tags).map(([key, value]) => [`acs:ResourceTag/${key}`, [value]]),
        ),
      },
    });
    // Lists, which RAM does not limit to one resource.
    const reads = ["ecs:DescribeInstances", "ecs:DescribeCommands", "ecs:DescribeInvocationResults"];
    grantee.addToPolicy({ effect: "Allow", actions: reads, resources: ["*"] });
  }
}
