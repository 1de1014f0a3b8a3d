import { z } from "zod";
import { knob } from "../knob/knob";

/** Makes a knob that says how long backups of the database are kept, by default 30 days. */
export const backupDays = (what: string) =>
  knob(z.int().min(7).max(730).default(30), { what, unit: "days", reason: "A month (requirement: backup-retention)." });
