import { z } from "zod";
import { inWords } from "../knob/limits";
import { cidrContains, cidrProblem, prefixLength } from "./cidr";

const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** The limits of an IPv4 block. */
export interface BlockLimits {
  /** A block within the limits, for messages. */
  readonly example: string;
  /** The least number of leading bits that are fixed: that of the largest block. */
  readonly shortest?: number;
  /** The largest number of leading bits that are fixed: that of the smallest block. */
  readonly longest?: number;
  /** The thing that has such a block, such as "a VPC". */
  readonly owner?: string;
  /** The effect of a larger block, as the end of the sentence "it …". */
  readonly tooLarge?: string;
  /** Whether it has to be private: of addresses that the Internet does not use (RFC 1918). */
  readonly isPrivate?: boolean;
}

/** An IPv4 block in CIDR notation, without bits set behind its prefix. */
export function ipv4Block(limits: BlockLimits): z.ZodString {
  const problem = (block: string) => cidrProblem(block) ?? sizeProblem(block, limits) ?? placeProblem(block, limits);
  const schema = z.string().refine((block) => problem(block) === undefined, {
    error: ({ input }) => problem(String(input)) ?? "",
  });
  const range = rangeInWords(limits);
  const size = range === "" ? "" : `, ${range},`;
  return inWords(schema, `${limits.isPrivate ? "a private" : "an"} IPv4 block${size} such as ${limits.example}`);
}

function sizeProblem(block: string, limits: BlockLimits): string | undefined {
  const { shortest = 0, longest = 32, owner = "it", tooLarge } = limits;
  const length = prefixLength(block);
  if (length >= shortest && length <= longest) return undefined;
  return (length < shortest && tooLarge) || `is a /${length}; ${owner} is ${rangeInWords(limits)}`;
}

function placeProblem(block: string, { isPrivate }: BlockLimits): string | undefined {
  if (!isPrivate || PRIVATE_BLOCKS.some((outer) => cidrContains(outer, block))) return undefined;
  return `is not inside ${PRIVATE_BLOCKS.slice(0, -1).join(", ")} or ${PRIVATE_BLOCKS.at(-1)}`;
}

function rangeInWords({ shortest, longest }: BlockLimits): string {
  if (shortest !== undefined && longest !== undefined) return `/${shortest} to /${longest}`;
  if (shortest !== undefined) return `/${shortest} or smaller`;
  return longest === undefined ? "" : `/${longest} or larger`;
}
