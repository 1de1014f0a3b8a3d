/** Folders and files of this repository that stacks read. Paths are relative to its root. */
export const REPOSITORY = {
  /** A folder per kind of host, laid out like the host's file system. The files of `every` are on all hosts. */
  hosts: "hosts",
  /** The program that a host runs when it boots for the first time. */
  bootProgram: "hosts/every/opt/ainav/lib/boot.py",
  /** A folder per Helm release, with its name. It has values.yaml, and `<environment>.yaml` where one differs. */
  helmValues: "helm-values",
} as const;

/** The folder in which a host mounts its data disk. */
export const DATA_MOUNT_POINT = "/data";

/** The prefix of the records of releases on hosts, in the bucket `bundles`. */
export const RELEASES_PREFIX = "releases/";

/** Prefixes of the assets bucket that CDNs pull (requirements: china-cdn-static, china-cdn-images). */
export const PUBLIC_PREFIXES = ["static/", "images/", "screenshots/"] as const;

/** Prefixes of files with a hash in their names, which Next.js serves. */
export const IMMUTABLE_PREFIXES = ["/_next/static/", "/static/"] as const;

/** Prefixes of paths that no cache may keep. */
export const UNCACHED_PREFIXES = ["/api/"] as const;
