import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Parameters of ApsaraDB's proxy, as the instance's `config` has them. Left out, they have the service's defaults. */
export interface ProxyParameters {
  /** `0` takes every script; by default its commands must name their keys by `KEYS[n]`. */
  readonly script_check_enable?: string;
  /** `1` takes `HELLO`, which is refused by default. */
  readonly hello_enabled?: string;
}

/** The commands that the proxy of a cluster takes outside of transactions only, of those that Celery sends. */
const NOT_IN_TRANSACTIONS = new Set(["EVAL", "EVALSHA", "SCRIPT", "PSUBSCRIBE", "PUNSUBSCRIBE", "WATCH", "PING"]);

/**
 * The proxy of a sharded ApsaraDB, in front of a Redis in cluster mode that has all slots and so refuses commands with
 * keys of several slots itself. The proxy refuses what ApsaraDB's does besides: it sends an unknown command in the
 * refused one's place, so that the answers keep their order and a transaction fails as a whole.
 */
export class RedisProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /** @param upstream the Unix socket of Redis */
  constructor(
    private readonly upstream: string,
    private readonly parameters: ProxyParameters,
  ) {
    this.server = createServer((client) => this.serve(client));
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(client: Socket): void {
    const redis = connect(this.upstream);
    let unread: Buffer = Buffer.alloc(0);
    let inTransaction = false;
    client.on("data", (data) => {
      unread = Buffer.concat([unread, data as Buffer]);
      for (let command = readCommand(unread); command !== undefined; command = readCommand(unread)) {
        const raw = unread.subarray(0, command.length);
        unread = unread.subarray(command.length);
        const name = command.words[0]?.toUpperCase() ?? "";
        redis.write(
          this.refuses(command.words, inTransaction) ? `*1\r\n$${name.length + 8}\r\nREFUSED-${name}\r\n` : raw,
        );
        if (["MULTI", "EXEC", "DISCARD"].includes(name)) inTransaction = name === "MULTI";
      }
    });
    redis.pipe(client);
    for (const socket of [client, redis]) {
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.sockets.delete(socket);
        client.destroy();
        redis.destroy();
      });
    }
  }

  private refuses(words: readonly string[], inTransaction: boolean): boolean {
    const [name = "", second = "", third = ""] = words.map((word, index) => (index < 2 ? word.toUpperCase() : word));
    if (name === "HELLO") return this.parameters.hello_enabled !== "1";
    if (name === "CLIENT" && ["ID", "INFO", "TRACKING", "NO-EVICT"].includes(second)) return true;
    if (inTransaction && NOT_IN_TRANSACTIONS.has(name)) return true;
    if (this.parameters.script_check_enable === "0") return false;
    if (name === "EVAL") return !namesItsKeys(words[1] ?? "");
    return name === "SCRIPT" && second === "LOAD" && !namesItsKeys(third);
  }
}

/** Whether every command of a Lua script that has a key names it by `KEYS[n]`. */
function namesItsKeys(script: string): boolean {
  const keys = [...script.matchAll(/redis\.p?call\(\s*[^,)]+(?:,\s*([^,)]+))?/g)].map(([, key]) => key?.trim());
  return keys.every((key) => key === undefined || /^KEYS\[\d+\]$/.test(key));
}

/** The first command of a client's data, with its length in bytes; `undefined` as long as it is not whole. */
function readCommand(data: Buffer): { readonly words: readonly string[]; readonly length: number } | undefined {
  let position = 0;
  const line = () => {
    const end = data.indexOf("\r\n", position);
    if (end < 0) return undefined;
    const text = data.toString("latin1", position, end);
    position = end + 2;
    return text;
  };
  const count = line();
  if (count === undefined) return undefined;
  const words: string[] = [];
  for (let word = 0; word < Number(count.slice(1)); word++) {
    const size = line();
    if (size === undefined || data.length < position + Number(size.slice(1)) + 2) return undefined;
    words.push(data.toString("latin1", position, position + Number(size.slice(1))));
    position += Number(size.slice(1)) + 2;
  }
  return { words, length: position };
}
