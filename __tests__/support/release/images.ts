import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";

const SOURCE = path.join(__dirname, "stand-in", "main.go");

/** The names under which services' commands start the program, and the one by which the image itself does. */
const NAMES = ["bin/sh", "usr/bin/celery", "usr/bin/uvicorn", "usr/bin/alembic", "usr/bin/python", "server"];

/** How tests reach an engine and its registry. */
export interface EngineAccess {
  /** Variables for Docker's client. */
  readonly environment: Readonly<Record<string, string>>;
  /** The registry's address, such as `127.0.0.1:5000`. */
  readonly registry: string;
}

/** Builds stand-ins of images and pushes them to the registry. */
export class Images {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "images-"));

  constructor(private readonly engine: EngineAccess) {}

  /** The address below which images are. */
  get registry(): string {
    return `${this.engine.registry}/ainav`;
  }

  async prepare(): Promise<void> {
    const program = path.join(this.folder, "program");
    await execa("go", ["build", "-o", program, SOURCE], { env: { CGO_ENABLED: "0", GOFLAGS: "-trimpath" } });
    for (const name of NAMES) {
      const target = path.join(this.folder, "root", name);
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(program, target);
    }
    const dockerfile = 'FROM scratch\nCOPY root/ /\nARG VERSION\nLABEL version=$VERSION\nENTRYPOINT ["/server"]\n';
    writeFileSync(path.join(this.folder, "Dockerfile"), dockerfile);
  }

  /** Makes an image of a version and takes it from the engine again. @returns its reference by digest */
  async push(name: string, version: string): Promise<string> {
    writeFileSync(path.join(this.folder, "root", "version"), `${name} ${version}`);
    const tag = `${this.registry}/${name}:${version}`;
    await this.docker("build", "--quiet", "--build-arg", `VERSION=${version}`, "--tag", tag, this.folder);
    const { stdout } = await this.docker("push", tag);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(stdout)?.[1];
    await this.docker("image", "rm", tag);
    return `${this.registry}/${name}@${digest}`;
  }

  docker(...args: string[]): Promise<execa.ExecaReturnValue> {
    return execa("docker", args, { env: { ...this.engine.environment, DOCKER_BUILDKIT: "0" } });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
