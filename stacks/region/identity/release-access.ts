import { Construct } from "constructs";
import { HostCommand } from "../../../constructs/compute/host-command";
import { Role, type Trust } from "../../../constructs/security/role";
import type { Bucket } from "../../../constructs/storage/bucket";
import { RELEASES_PREFIX } from "../../conventions/paths";

/**
 * What the program `release` may be told from outside, with the most seconds that it may take. It reads the release from
 * the bucket, where a host checks it.
 */
const ACTIONS = { rollout: 3600, current: 3600, status: 60 } as const;

export interface ReleaseAccessProps {
  /** The name of an action's command. */
  readonly commandName: (action: string) => string;
  readonly roleName: string;
  /** The bucket with the records of releases. */
  readonly bucket: Bucket;
  /** Tags of the hosts that may be told to release. */
  readonly hostTags: Readonly<Record<string, string>>;
  /** @default there is no role: administrators release */
  readonly trustedBy: Trust | undefined;
}

/**
 * The commands by which hosts release, and a role that may run them on the environment's hosts, and write records of
 * releases. It may do nothing else: CI's role that deploys runs no command on any host.
 */
export class ReleaseAccess extends Construct {
  constructor(scope: Construct, id: string, props: ReleaseAccessProps) {
    super(scope, id);
    const commands = Object.entries(ACTIONS).map(
      ([action, timeoutSeconds]) =>
        new HostCommand(this, action, {
          name: props.commandName(action),
          description: `Runs release ${action} on a host`,
          script: `exec /opt/ainav/bin/release ${action} --json`,
          timeoutSeconds,
        }),
    );
    if (props.trustedBy === undefined) return;
    const role = new Role(this, "role", {
      roleName: props.roleName,
      description: "Releases images to hosts",
      trustedBy: props.trustedBy,
      // A release waits for the tasks of workers, on one host after the other.
      sessionSeconds: 4 * 3600,
    });
    HostCommand.grantInvoke(role, commands, props.hostTags);
    const records = [`${RELEASES_PREFIX}*`];
    props.bucket.grantReadObjects(role, records);
    props.bucket.grantPut(role, records);
  }
}
