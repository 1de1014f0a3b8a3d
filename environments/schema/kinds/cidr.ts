import { IPv4 } from "ipaddr.js";

/** An IPv4 block: its network address and the number of leading bits that are fixed. */
type Block = [IPv4, number];

/**
 * Says what is wrong with an IPv4 block in CIDR notation.
 *
 * @returns the end of the sentence "it …", or `undefined` for a valid block
 */
export function cidrProblem(cidr: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(cidr)) return `has no prefix length; did you mean ${cidr}/32?`;
  if (!IPv4.isValidCIDRFourPartDecimal(cidr)) return "is not an IPv4 block";
  const network = `${IPv4.networkAddressFromCIDR(cidr).toString()}/${prefixLength(cidr)}`;
  return network === cidr ? undefined : `has bits set behind its prefix; did you mean ${network}?`;
}

/** @throws when `cidr` is malformed: check with {@link cidrProblem} first. */
function parse(cidr: string): Block {
  return IPv4.parseCIDR(cidr);
}

/** Whether two valid blocks share an address. */
export function cidrsOverlap(a: string, b: string): boolean {
  const [first, second] = [parse(a), parse(b)];
  const shorter = Math.min(first[1], second[1]);
  return first[0].match([second[0], shorter]);
}

/** Whether the valid block `inner` is wholly inside the valid block `outer`. */
export function cidrContains(outer: string, inner: string): boolean {
  return parse(outer)[1] <= parse(inner)[1] && cidrsOverlap(outer, inner);
}

/** The number of fixed bits of a valid block, 0 to 32. */
export function prefixLength(cidr: string): number {
  return parse(cidr)[1];
}
