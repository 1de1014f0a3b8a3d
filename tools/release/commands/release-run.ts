import { selectEnvironments } from "../../../environments/loading/selection";
import { bucketName } from "../../../stacks/conventions/names";
import { RELEASES_PREFIX } from "../../../stacks/conventions/paths";
import type { Clock } from "../../command/clock";
import type { CommandContext } from "../../command/command";
import { UserError } from "../../command/user-error";
import { Cloud } from "../cloud/cloud";
import { Hosts } from "../cloud/hosts";
import type { Keys } from "../cloud/signature";
import { Fleet } from "../fleet/fleet";
import { Records } from "../fleet/records";

/** What the commands get from the machine, or from a test. */
export interface ReleaseInputs {
  /** The process's environment. */
  readonly variables: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** The project's folder. */
  readonly root: string;
  /** Values that no output may show. */
  readonly secrets: readonly string[];
}

/** One run of a command for an environment. */
export class ReleaseRun {
  readonly records: Records;
  readonly fleet: Fleet;

  /** @throws {InvalidEnvironment | UserError} when there is no such environment, or no keys */
  constructor(
    { variables, clock, root }: ReleaseInputs,
    name: string,
    { signal, progress }: Pick<CommandContext, "signal" | "progress">,
  ) {
    const { environments, owner } = selectEnvironments({ names: [name] }, root, variables);
    const [environment] = environments;
    if (environment?.kind !== "platform")
      throw new UserError(`${name}: runs no services. Name an environment that does.`);
    const addresses = { ecs: variables.RELEASE_ECS_URL, oss: variables.RELEASE_OSS_URL };
    const cloud = new Cloud({ region: environment.region, keys: keysOf(variables), clock, signal, addresses });
    const hosts = new Hosts(cloud, clock, { project: owner.project, name });
    this.records = new Records(cloud, bucketName(owner, name, "bundles"), RELEASES_PREFIX);
    this.fleet = new Fleet({ hosts, records: this.records, now: () => clock.now(), signal, progress });
  }
}

/** The variables of keys, as Terraform's provider reads them. */
export const KEY_VARIABLES = {
  keyId: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"],
  secret: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"],
  token: ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"],
} as const;

function keysOf(variables: NodeJS.ProcessEnv): Keys {
  const read = (names: readonly string[]) => names.map((name) => variables[name]).find(Boolean);
  const required = (names: readonly string[]) => {
    const value = read(names);
    if (value === undefined) throw new UserError(`${names[0]} is not set. Set the keys of the role that releases.`);
    return value;
  };
  const { keyId, secret, token } = KEY_VARIABLES;
  return { keyId: required(keyId), secret: required(secret), token: read(token) };
}
