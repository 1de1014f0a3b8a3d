import type { z } from "zod";
import { RequestFailed } from "./errors";

/**
 * An answer in the shape that the vendor's documents give it.
 *
 * @param where what was asked, for the message
 * @throws {RequestFailed} when it has another shape; whether the request was carried out is then not known
 */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown, where: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const shown = JSON.stringify(answer)?.slice(0, 200) ?? "nothing";
  throw new RequestFailed(where, "unknown", `an answer that its documents do not have: ${shown}`);
}
