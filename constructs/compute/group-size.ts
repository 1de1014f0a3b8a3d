/** Limits of the number of hosts in a group, or in several groups together. */
export interface GroupSize {
  /** Least number of hosts. */
  readonly minimum: number;
  /** Greatest number of hosts. */
  readonly maximum: number;
}

/**
 * The sizes of several groups that have a size together. Hosts are shared evenly, and the first groups get those that are
 * left. Where the minimum is lower than the number of groups, only so many groups have hosts at all: a group with a
 * minimum of 0 may have no host, and its CPU use would then never ask for one.
 *
 * @param groups how many groups there are, at least 1
 * @returns one size a group
 */
export function splitSize({ minimum, maximum }: GroupSize, groups: number): GroupSize[] {
  const used = Math.max(1, Math.min(groups, minimum));
  return Array.from({ length: groups }, (_, index) => ({
    minimum: share(minimum, used, index),
    maximum: share(maximum, used, index),
  }));
}

function share(total: number, groups: number, index: number): number {
  if (index >= groups) return 0;
  return Math.floor(total / groups) + (index < total % groups ? 1 : 0);
}
