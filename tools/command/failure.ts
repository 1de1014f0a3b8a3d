import { inspect } from "node:util";
import { InvalidEnvironment } from "../../environments/rules/problem";
import { AlreadyReported } from "./already-reported";
import { UserError } from "./user-error";

/** What a command prints when it fails. */
export interface Failure {
  /** What `--json` prints. */
  readonly message: string;
  /** What is printed on stderr; absent when it has been said there already. */
  readonly text?: string;
}

/** Tells the user's mistakes, which are a message, from faults of the program, which come with their stack trace. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), text: inspect(error) };
  const { message } = error;
  if (error instanceof AlreadyReported) return { message };
  // environments/ may not import tools/, so its mistakes have another base class.
  if (error instanceof UserError || error instanceof InvalidEnvironment) return { message, text: message };
  return { message, text: inspect(error) };
}
