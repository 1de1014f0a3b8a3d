const DIVISORS: Readonly<Record<string, number>> = { n: 1e9, u: 1e6, m: 1e3 };
const MULTIPLIERS: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Converts a Kubernetes quantity, such as `250m` or `512Mi`, to its base unit: CPUs or bytes.
 *
 * @returns undefined when the text is not a quantity
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(text);
  if (match === null) return undefined;
  const [, digits, exponent = "", suffix = ""] = match;
  // A division by 1000 makes 1100m exactly 1.1; a multiplication by 0.001 does not.
  return (Number(`${digits}${exponent}`) * (MULTIPLIERS[suffix] ?? 1)) / (DIVISORS[suffix] ?? 1);
}
