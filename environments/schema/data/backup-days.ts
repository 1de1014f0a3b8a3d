import { z } from "zod";
import { knob } from "../knob/knob";

/** Makes a knob that says how long backups of the database are kept, by default 30 days. */
export const backupDays = (what: string) =>
  knob(
    z
      .int()
      .min(8, {
        error: ({ input }) =>
          input === 7 ? "is the one value that versions of the provider before 1.289 do not send" : undefined,
      })
      .max(730)
      .default(30),
    { what, unit: "days", reason: "A month (requirement: backup-retention)." },
  );
