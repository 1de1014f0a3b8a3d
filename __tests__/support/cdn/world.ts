import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { edge } from "../../../environments/schema/edge/edge";
import { cdnCommands } from "../../../tools/cdn/commands/cdn-commands";
import type { CdnData } from "../../../tools/cdn/state/cdn-data";
import { runCommandLine } from "../../../tools/command/command-line";
import { FakeClock } from "../command/fake-clock";
import { owner } from "../fixture/environments/owner";
import { CERTIFICATE_ONE, KEY_ONE } from "./certificates";
import { FakeQiniu } from "./fake-qiniu";
import { FakeUpyun } from "./fake-upyun";

/** Credentials that tests recognize wherever they appear. */
export const SECRETS = {
  QINIU_ACCESS_KEY: "canary-access-key",
  QINIU_SECRET_KEY: "canary-secret-key",
  UPYUN_TOKEN: "canary-upyun-token",
  UPYUN_PASSWORD: "canary-upyun-password",
  CDN_ORIGIN_SECRET: "canary-origin-secret",
};

export const BUCKET = `ainav-production-assets-${owner.accountId}.oss-cn-hongkong.aliyuncs.com`;

export interface Result {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
  readonly json: Record<string, unknown>;
}

/** Both CDNs on the loopback address, an environment that uses them, and the command. */
export class World {
  private folder = "";
  readonly qiniu = new FakeQiniu(SECRETS.QINIU_ACCESS_KEY, SECRETS.QINIU_SECRET_KEY);
  readonly upyun = new FakeUpyun(
    SECRETS.UPYUN_TOKEN,
    { name: "operator", password: SECRETS.UPYUN_PASSWORD },
    "ainav-img",
    "img.ainav.cn",
    BUCKET,
  );
  clock = new FakeClock();
  abort = new AbortController();
  variables: NodeJS.ProcessEnv = {};
  /** Everything that any run has printed. */
  everything = "";
  data: CdnData = {
    owner: { ...owner, domain: "ainav.cn", icpNumber: "粤ICP备2026000001号" },
    environmentName: "production",
    region: "cn-hongkong",
    chinaCdn: edge.parse({}).chinaCdn,
  };

  static async started(): Promise<World> {
    const world = new World();
    await world.start();
    return world;
  }

  private async start(): Promise<void> {
    this.folder = mkdtempSync(path.join(tmpdir(), "cdn-"));
    await Promise.all([this.qiniu.start(), this.upyun.start()]);
    this.variables = {
      ...SECRETS,
      UPYUN_OPERATOR: "operator",
      QINIU_API_URL: this.qiniu.url,
      QINIU_FUSION_URL: this.qiniu.url,
      UPYUN_API_URL: this.upyun.url,
      UPYUN_REST_URL: this.upyun.url,
      UPYUN_PURGE_URL: this.upyun.url,
      CDN_CERTIFICATE_FILE: this.write("one.crt", CERTIFICATE_ONE),
      CDN_CERTIFICATE_KEY_FILE: this.write("one.key", KEY_ONE),
      // Nobody listens on this port, so a handshake that a test does not expect fails.
      CDN_HANDSHAKE_ADDRESS: "127.0.0.1:1",
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.qiniu.stop(), this.upyun.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(name: string, content: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  async run(...args: string[]): Promise<Result> {
    const output: string[] = [];
    const errors: string[] = [];
    const commands = cdnCommands({ variables: this.variables, clock: this.clock, load: () => this.data });
    const status = await runCommandLine(commands, args, {
      stdout: { write: (text) => output.push(text) },
      // On a terminal, the command shows each step when it begins.
      stderr: { write: (text) => errors.push(text), isTTY: true },
      handleInterruption: () => this.abort.signal,
    });
    const [text, complaints] = [output.join("").trimEnd(), errors.join("")];
    this.everything += `${text}\n${complaints}\n`;
    const json = args.includes("--json") ? JSON.parse(text) : {};
    return { status, output: text, errors: complaints, json };
  }
}
