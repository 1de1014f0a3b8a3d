import { z } from "zod";
import { knob } from "../knob/knob";

/** Makes a knob that says how long logs are kept, by default 180 days. */
export const logRetentionDays = (what: string) =>
  knob(z.int().min(1).max(3650).default(180), {
    what,
    unit: "days",
    reason: "180 days is what Chinese law asks of network logs (Cybersecurity Law, article 21: six months).",
  });
