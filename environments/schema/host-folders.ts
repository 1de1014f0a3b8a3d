/**
 * The folders of hosts/ whose files a kind of host gets. Of two files with one path, that of the later folder counts.
 */
export const HOST_FOLDERS = {
  app: ["every", "docker", "services", "app"],
  worker: ["every", "docker", "services", "worker"],
  search: ["every", "docker", "search"],
  bastion: ["every", "bastion"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
