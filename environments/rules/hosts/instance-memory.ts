/** GiB of memory for each vCPU, by the letter with which the name of a family begins. */
const GIB_PER_CPU: Readonly<Record<string, number>> = { c: 2, g: 4, r: 8 };

/** vCPUs by the size of a type, as far as it has no number, such as the 4 of `4xlarge`. */
const CPUS: Readonly<Record<string, number>> = { large: 2, xlarge: 4 };

/** The number of vCPUs of `1xlarge`, of which `4xlarge` has four times as many. */
const CPUS_PER_XLARGE = 4;

/**
 * The memory of an ECS instance type of the families c, g and r, such as `ecs.c6.xlarge`, whatever their generation and
 * vendor (`c7a`, `g8i`).
 *
 * @returns MiB; undefined for a type of another family, or of a size that is none
 */
export function instanceMemoryMiB(instanceType: string): number | undefined {
  const [, family = "", times, size = ""] =
    /^ecs\.([cgr])[5-9][a-z]{0,2}\.(\d+)?(large|xlarge)$/.exec(instanceType) ?? [];
  const perCpu = GIB_PER_CPU[family];
  if (perCpu === undefined || (times !== undefined && size === "large")) return undefined;
  const cpus = times === undefined ? (CPUS[size] as number) : Number(times) * CPUS_PER_XLARGE;
  return cpus * perCpu * 1024;
}
