import { Token } from "cdktf";

/**
 * Finds what is wrong with an image reference. It needs a digest, or a tag that never moves, so that all pods of a
 * deployment run the same image.
 *
 * @returns one sentence per problem, with a remedy
 */
export function imageProblems(image: string): string[] {
  if (Token.isUnresolved(image) || /@sha256:[0-9a-f]{64}$/.test(image)) return [];
  const remedy = "name a tag that never moves, such as a release or a commit, or a digest (@sha256:…)";
  if (image.includes("@")) return [`image: "${image}" has a digest that is none: ${remedy}`];
  const [, tag] = /:([\w][\w.-]{0,127})$/.exec(image.slice(image.lastIndexOf("/") + 1)) ?? [];
  if (tag === undefined) return [`image: "${image}" has no tag, which means latest: ${remedy}`];
  return tag === "latest" ? [`image: "${image}" changes under its pods: ${remedy}`] : [];
}
