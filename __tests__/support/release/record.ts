import { createHash } from "node:crypto";

/** A release's record, as bytes. */
export function recordOf(id: string, images: Readonly<Record<string, string>>, migrates = true): Buffer {
  const record = { schema: 1, id, commit: "0123456789abcdef", createdAt: "2026-01-01T00:00:00Z", images, migrates };
  return Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`);
}

/** A pointer to a record, as bytes. */
export function pointerTo(id: string, record: Buffer, migrate = true): Buffer {
  const sha256 = createHash("sha256").update(record).digest("hex");
  return Buffer.from(JSON.stringify({ id, sha256, migrate }));
}
