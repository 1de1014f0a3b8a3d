import { DEFAULT_WRITABLE_FOLDERS } from "../../../../constructs/kubernetes/pod/container";
import { cpus, mebibytes } from "../../../../environments/schema/services/amounts";
import type { Service, Worker } from "../../../../environments/schema/services/service";
import type { ServiceSecret } from "../../../application-settings";
import {
  KEYS_VARIABLE,
  keysFolder,
  MOUNTED_KEYS,
  MOUNTED_SECRETS,
  secretsFolder,
  secretVariables,
} from "./service-secrets";

/** A service of a compose file. */
export type Container = Readonly<Record<string, unknown>>;

/** Variables that all services of the host get, without secrets. The host writes the file from its settings. */
const SETTINGS_FILE = "/etc/ainav/services.env";

/** The most processes and threads of a container. */
const PIDS = 512;

/** Seconds between two health checks, unless a service asks for fewer. */
const CHECK_SECONDS = 30;

export interface ContainerProps extends Pick<Service, "userId" | "resources"> {
  /** The variable in which `release` puts the image. */
  readonly imageVariable: string;
  /** @default the image's own */
  readonly command?: readonly string[];
  readonly writableFolders?: Service["writableFolders"];
  readonly environment?: Service["environment"];
  /** Whether it gets keys for buckets. */
  readonly usesBuckets: boolean;
  /** The folders of secrets and keys that are mounted, by whom they are for. */
  readonly consumer: string;
  readonly secrets: readonly ServiceSecret[];
  /** The only network of the container. */
  readonly network: string;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopSeconds: number;
}

/**
 * A container with the least privileges, as in the cluster: not root, a read-only root file system, no capabilities, no
 * swap. Secrets are files, because a container's variables show in `docker inspect`.
 */
export function container(props: ContainerProps): Container {
  const { imageVariable, command, userId, resources, secrets, consumer, network } = props;
  const memory = `${mebibytes(resources.memory.limit)}m`;
  return {
    image: `\${${imageVariable}:-none}`,
    // An entrypoint replaces the image's own, as `command` does in Kubernetes.
    ...(command && { entrypoint: command.map(literal) }),
    user: `${userId}:${userId}`,
    init: true,
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    pids_limit: PIDS,
    mem_limit: memory,
    memswap_limit: memory,
    cpus: cpus(resources.cpu.limit),
    stop_grace_period: `${props.stopSeconds}s`,
    env_file: [{ path: SETTINGS_FILE, format: "raw" }],
    environment: {
      ...literals(props.environment ?? {}),
      ...secretVariables(secrets),
      ...(props.usesBuckets && KEYS_VARIABLE),
    },
    tmpfs: writableFolders(props),
    volumes: [
      ...(secrets.length > 0 ? [mount(secretsFolder(consumer), MOUNTED_SECRETS)] : []),
      ...(props.usesBuckets ? [mount(keysFolder(consumer), MOUNTED_KEYS)] : []),
    ],
    networks: [network],
  };
}

/** The health check of a worker: the command of its liveness probe, for as long as that one is patient. */
export function healthCheck({ probes: { liveness } }: Worker): Container {
  const { command, periodSeconds, timeoutSeconds = 3, failures = 3 } = liveness;
  const interval = Math.min(periodSeconds, CHECK_SECONDS);
  return {
    test: ["CMD", ...command.map(literal)],
    interval: `${interval}s`,
    timeout: `${timeoutSeconds}s`,
    retries: Math.ceil((periodSeconds * failures) / interval),
  };
}

/** Writable folders are in memory, and count against the limit, so each of them holds at most half of it. */
function writableFolders({ writableFolders: folders, resources }: ContainerProps): string[] {
  const most = Math.floor(mebibytes(resources.memory.limit) / 2);
  return (folders ?? DEFAULT_WRITABLE_FOLDERS).map(
    ({ path, size }) => `${path}:size=${Math.min(mebibytes(size), most)}m,mode=1777`,
  );
}

/** A missing folder is an error, and is not made. */
function mount(source: string, target: string): Container {
  return {
    type: "bind",
    source,
    target,
    read_only: true,
    bind: { create_host_path: false },
  };
}

/** A text in which Compose replaces no variable. */
function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

function literals(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, literal(text)]));
}
