import type { LocalType } from "./local-type";
import { TIME_ROTATING } from "./time-rotating";

/** The types whose resources exist in Terraform's state alone. */
export const LOCAL_TYPES: Readonly<Record<string, LocalType>> = { time_rotating: TIME_ROTATING };
