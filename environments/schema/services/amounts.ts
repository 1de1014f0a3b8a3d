const BYTES: Readonly<Record<string, number>> = { "": 1, m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** The amount of memory or disk that a quantity such as `512Mi` stands for, in MiB, rounded up. */
export function mebibytes(quantity: string): number {
  return Math.ceil(amount(quantity) / 2 ** 20);
}

/** The CPUs that a quantity such as `250m` stands for. */
export function cpus(quantity: string): number {
  return amount(quantity);
}

/** @throws when the text is no quantity, which the schema does not let through */
function amount(quantity: string): number {
  const [, digits, unit = ""] = /^([0-9.]+)(m|Ki|Mi|Gi)?$/.exec(quantity) ?? [];
  if (digits === undefined) throw new Error(`"${quantity}" is not a quantity: write one such as 250m, 1 or 512Mi`);
  return Number(digits) * (BYTES[unit] as number);
}
