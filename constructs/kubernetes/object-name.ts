import { Token } from "cdktf";

/**
 * Finds what is wrong with the name of an object. It has to be a DNS label (RFC 1123), because host names and names of
 * other objects contain it.
 *
 * @param longest greatest number of characters for the object's kind
 * @returns one sentence per problem, with a remedy
 */
export function nameProblems(name: string, longest = 63): string[] {
  if (Token.isUnresolved(name)) return [];
  const problems = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)
    ? []
    : [`name: "${name}" is not a DNS-1123 label: write lower-case letters, digits and hyphens, no hyphen at the ends`];
  if (name.length <= longest) return problems;
  return [...problems, `name: "${name}" has ${name.length} characters, its kind takes ${longest}: shorten it`];
}

/** Finds what is wrong with a TCP port; `what` is its name in the message. */
export function portProblems(what: string, port: number | string): string[] {
  if (Token.isUnresolved(port)) return [];
  if (/^\d+$/.test(String(port)) && Number(port) >= 1 && Number(port) <= 65535) return [];
  return [`${what}: ${port} is not a TCP port: write a whole number from 1 to 65535`];
}
