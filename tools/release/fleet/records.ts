import { UserError } from "../../command/user-error";
import type { Cloud } from "../cloud/cloud";
import { sha256 } from "../cloud/signature";

/** A release as its record has it. */
export interface Release {
  readonly id: string;
  readonly commit: string;
  readonly createdAt: string;
  /** References by digest, by the image's name. */
  readonly images: Readonly<Record<string, string>>;
  /** Whether it changes the database's schema. */
  readonly migrates: boolean;
}

/** What a pointer says: a record, whether its migration is still to run, and the release before it. */
export interface Pointer {
  readonly id: string;
  readonly sha256: string;
  readonly migrate: boolean;
  readonly previous?: { readonly id: string; readonly sha256: string };
}

export type PointerName = "rollout" | "current";

/** The records and pointers of an environment. */
export class Records {
  constructor(
    private readonly cloud: Cloud,
    private readonly bucket: string,
    private readonly prefix: string,
  ) {}

  /** @throws {UserError} when the id is taken: a record is never replaced */
  async add(release: Release): Promise<void> {
    const key = this.key(release.id);
    // OSS replaces objects of versioned buckets whatever a request forbids, so a record is looked for before.
    const recorded = await this.cloud.read(this.bucket, key);
    if (recorded === undefined) {
      await this.cloud.write(this.bucket, key, `${JSON.stringify({ schema: 1, ...release }, undefined, 2)}\n`);
      return;
    }
    // A second run of the same job, or an answer that was lost.
    const { createdAt: _, ...known } = JSON.parse(recorded);
    const { createdAt, ...wanted } = { schema: 1, ...release };
    if (JSON.stringify(known) === JSON.stringify(wanted)) return;
    throw new UserError(`--id: "${release.id}" is recorded already, with other content. Choose another.`);
  }

  /** A pointer to a release. @throws {UserError} when there is no such record */
  async find(id: string): Promise<{ readonly id: string; readonly sha256: string }> {
    const text = await this.cloud.read(this.bucket, this.key(id));
    if (text !== undefined) return { id, sha256: sha256(text) };
    throw new UserError(`"${id}" is no release of this environment. npm run release -- record makes one.`);
  }

  async pointer(name: PointerName): Promise<Pointer | undefined> {
    const text = await this.cloud.read(this.bucket, this.key(name));
    return text === undefined ? undefined : (JSON.parse(text) as Pointer);
  }

  async point(name: PointerName, pointer: Pointer): Promise<void> {
    await this.cloud.write(this.bucket, this.key(name), `${JSON.stringify(pointer, undefined, 2)}\n`);
  }

  private key(name: string): string {
    return `${this.prefix}${name}.json`;
  }
}
