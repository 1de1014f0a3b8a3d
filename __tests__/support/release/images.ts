import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";
import { docker, pushed, registry } from "../docker/docker";

const SOURCE = path.join(__dirname, "stand-in", "main.go");

/** The names under which services' commands start the program, and the one by which the image itself does. */
const NAMES = ["bin/sh", "usr/bin/celery", "usr/bin/uvicorn", "usr/bin/alembic", "usr/bin/python", "server"];

/** Builds stand-ins of images and pushes them to the registry. */
export class Images {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "images-"));
  /** The address below which images are. */
  readonly registry = `${registry()}/ainav`;

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
    const image = `${name}:${version}`;
    await docker(["build", "--quiet", "--build-arg", `VERSION=${version}`, "--tag", image, this.folder]);
    const reference = await pushed(image, `ainav/${name}`);
    await docker(["image", "rm", "--force", image, `${this.registry}/${name}`]);
    return reference;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
