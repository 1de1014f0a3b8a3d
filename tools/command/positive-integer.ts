import { InvalidArgumentError } from "commander";

/** Reads the number of an option that counts something. @throws {InvalidArgumentError} when it is no whole number above 0 */
export function positiveInteger(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Write a whole number above 0.");
  return number;
}
