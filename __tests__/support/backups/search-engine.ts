import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import execa from "execa";
import { type Answer, LoopbackServer, type ReceivedRequest } from "../oss-backend/loopback-server";

export const MASTER_KEY = "master-key";

/**
 * Meilisearch 1.6 as its documents describe it, as far as backups need it: a snapshot is a task, and becomes
 * `snapshots/data.ms.snapshot`, a compressed archive of `data.ms`.
 */
export class SearchEngine extends LoopbackServer {
  /** Why the next snapshot fails, as the task says it. */
  failure: string | undefined;
  /** Whether requests are answered, as those of an engine that runs. */
  isUp = true;
  documents = 42;
  private polls = 0;

  /** @param folder the engine's working folder */
  constructor(private readonly folder: string) {
    super();
  }

  protected override async answer({ method, path: asked, headers }: ReceivedRequest): Promise<Answer> {
    const json = (status: number, value: object) => ({ status, body: JSON.stringify(value) });
    if (!this.isUp) return { status: 503 };
    if (asked === "/health") return json(200, { status: "available" });
    if (headers.authorization !== `Bearer ${MASTER_KEY}`) return json(403, { code: "invalid_api_key" });
    if (asked === "/version") return json(200, { pkgVersion: "1.6.2" });
    if (asked === "/stats") return json(200, { indexes: { tools: { numberOfDocuments: this.documents } } });
    if (method === "POST" && asked === "/snapshots") {
      this.polls = 0;
      return json(202, { taskUid: 7, status: "enqueued", type: "snapshotCreation" });
    }
    if (asked !== "/tasks/7") return json(404, { code: "not_found" });
    this.polls += 1;
    if (this.polls < 3) return json(200, { status: this.polls === 1 ? "enqueued" : "processing" });
    if (this.failure) return json(200, { status: "failed", error: { message: this.failure } });
    await this.makeSnapshot();
    return json(200, { status: "succeeded" });
  }

  private async makeSnapshot(): Promise<void> {
    const target = path.join(this.folder, "snapshots");
    if (!existsSync(target)) mkdirSync(target);
    const file = path.join(target, "data.ms.snapshot");
    rmSync(file, { force: true });
    await execa("tar", ["--create", "--gzip", "--file", file, "--directory", path.join(this.folder, "data.ms"), "."]);
  }
}
