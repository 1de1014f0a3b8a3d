import { appendFileSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";
import { StartedProgram } from "../celery/started-program";

export const POSTGRES_BIN = path.join(process.env.POSTGRES_FOLDER ?? "", "pgserver/pginstall/bin");
/** The account `nobody`. PostgreSQL does not run as root. */
const NOBODY = 65534;

/**
 * A real PostgreSQL 16 with pgvector, as RDS has it: `shop_owner` makes databases and is no superuser, all accounts have
 * passwords. Clients find it by the path of its socket.
 */
export class PostgresServer {
  readonly host = mkdtempSync(path.join(tmpdir(), "postgres-"));
  readonly password = "pass:word\\ of $accounts";
  private server: StartedProgram | undefined;

  async start(): Promise<void> {
    const asRoot = process.getuid?.() === 0;
    const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
    // A copy, because other accounts may not read the cache in root's home, and to let owners of databases create pgvector.
    const copy = path.join(this.host, "programs");
    cpSync(process.env.POSTGRES_FOLDER ?? "", copy, { recursive: true });
    const programs = path.join(copy, "pgserver/pginstall/bin");
    appendFileSync(path.join(programs, "../share/postgresql/extension/vector.control"), "trusted = true\n");
    if (asRoot) chownSync(this.host, NOBODY, NOBODY);
    const data = path.join(this.host, "data");
    mkdirSync(data);
    const passwords = path.join(this.host, "password");
    writeFileSync(passwords, this.password);
    if (asRoot) for (const place of [data, passwords]) chownSync(place, NOBODY, NOBODY);
    const options = ["--auth=scram-sha-256", `--pwfile=${passwords}`, "--username=postgres", "--no-sync"];
    const settings = ["--locale=C", "--encoding=UTF8"];
    await execa(path.join(programs, "initdb"), ["--pgdata", data, ...options, ...settings], user);
    const flags = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", `unix_socket_directories=${this.host}`];
    this.server = new StartedProgram([path.join(programs, "postgres"), "-D", data, ...flags], user);
    await this.server.says("ready to accept connections");
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    rmSync(this.host, { recursive: true });
  }

  /** Runs SQL as the superuser. @returns the rows, columns separated by `|` */
  async sql(text: string, database = "postgres", user = "postgres"): Promise<string[]> {
    const env = { PGHOST: this.host, PGUSER: user, PGPASSWORD: this.password, PGDATABASE: database };
    const flags = ["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1"];
    const { stdout } = await execa(path.join(POSTGRES_BIN, "psql"), flags, { env, input: text });
    return stdout === "" ? [] : stdout.split("\n");
  }
}
