import { type AddressInfo, createServer } from "node:net";

/** A port of the loopback address that nothing listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const taken = new Set<number>();

/** A port such that it and others, so many behind it each, are free. */
export async function freePorts(offsets: readonly number[], from: number): Promise<number> {
  for (let port = from; port < from + 2000; port += 1) {
    if (!taken.has(port) && (await Promise.all(offsets.map((offset) => isFree(port + offset)))).every(Boolean)) {
      taken.add(port);
      return port;
    }
  }
  throw new Error(`no free ports behind ${from}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "0.0.0.0", () => server.close(() => resolve(true)));
  });
}
