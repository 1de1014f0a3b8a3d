import { z } from "zod";
import { knob } from "../knob/knob";

/** How long backups of the database are kept: 30 days unless the environment says otherwise. */
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
