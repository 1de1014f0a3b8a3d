/** Folders of this repository that stacks read; relative to its root. */
export const REPOSITORY = {
  /** One folder a kind of host, each a mirror of that kind's file system, and `every`, which is on all of them. */
  hosts: "hosts",
  /** The program that a host runs when it boots for the first time. */
  bootProgram: "hosts/every/opt/ainav/lib/boot.py",
  /** One folder a Helm release, named like it: values.yaml, and `<environment>.yaml` where an environment differs. */
  helmValues: "helm-values",
} as const;

/** Where the search host mounts its data disk. */
export const DATA_MOUNT_POINT = "/data";

/** The assets bucket holds what CDNs pull below these (requirements: china-cdn-static, china-cdn-images). */
export const PUBLIC_PREFIXES = ["static/", "images/", "screenshots/"] as const;

/** Below these are files with a hash in their names, as Next.js serves them. */
export const IMMUTABLE_PREFIXES = ["/_next/static/", "/static/"] as const;

/** What no cache may keep. */
export const UNCACHED_PREFIXES = ["/api/"] as const;
