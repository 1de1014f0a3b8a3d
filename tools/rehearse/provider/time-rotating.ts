import type { ObjectValue, Value } from "../values/value";
import type { LocalType } from "./local-type";

/** How each argument gives the rotation, in the provider's order: of several, the last one that is set counts. */
const ROTATIONS: Readonly<Record<string, (base: Date, argument: never) => number>> = {
  // Like Go's AddDate, the setters of Date carry over a day that the month does not have.
  rotation_days: (base, days: number) => new Date(base).setUTCDate(base.getUTCDate() + days),
  rotation_hours: (base, hours: number) => base.getTime() + hours * 3_600_000,
  rotation_minutes: (base, minutes: number) => base.getTime() + minutes * 60_000,
  rotation_months: (base, months: number) => new Date(base).setUTCMonth(base.getUTCMonth() + months),
  rotation_rfc3339: (_, timestamp: string) => Date.parse(timestamp),
  rotation_years: (base, years: number) => new Date(base).setUTCFullYear(base.getUTCFullYear() + years),
};

/**
 * `time_rotating` of hashicorp/time, after internal/provider/resource_time_rotating.go of 0.14.2: `id` and `rfc3339` are
 * the base, and all other times those of the rotation.
 */
export const TIME_ROTATING: LocalType = {
  forceNew: ["rfc3339", "triggers"],
  create: (planned, now) => rotating(planned, typeof planned.rfc3339 === "string" ? new Date(planned.rfc3339) : now),
  planUpdate: (prior, planned) => {
    const changed = Object.keys(ROTATIONS).filter((name) => prior[name] !== planned[name]);
    if (changed.length === 0) return planned;
    // Terraform proposes the earlier rotation where the configuration has none.
    const isKept = !changed.includes("rotation_rfc3339");
    return rotating(isKept ? { ...planned, rotation_rfc3339: null } : planned, new Date(String(prior.id)));
  },
  isOver: ({ rotation_rfc3339: rotation }, now) => typeof rotation === "string" && now > new Date(rotation),
};

function rotating(planned: ObjectValue, base: Date): ObjectValue {
  const given = Object.entries(ROTATIONS).filter(([name]) => isGiven(planned[name]));
  const [name, rotationOf] = given.at(-1) ?? [];
  const rotation = new Date(name && rotationOf ? rotationOf(base, planned[name] as never) : base);
  return {
    ...planned,
    id: rfc3339(base),
    rfc3339: rfc3339(base),
    rotation_rfc3339: rfc3339(rotation),
    year: rotation.getUTCFullYear(),
    month: rotation.getUTCMonth() + 1,
    day: rotation.getUTCDate(),
    hour: rotation.getUTCHours(),
    minute: rotation.getUTCMinutes(),
    second: rotation.getUTCSeconds(),
    unix: Math.floor(rotation.getTime() / 1000),
  };
}

/** Whether an argument says something: the provider takes 0 and an empty text for nothing. */
function isGiven(argument: Value | undefined): boolean {
  return (typeof argument === "number" && argument !== 0) || (typeof argument === "string" && argument !== "");
}

/** Whole seconds, as Go writes them. */
function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
