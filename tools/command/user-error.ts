/**
 * Something that the user can mend: what they gave, a program that is missing, a service that refuses. The frame prints
 * its message without a stack trace, and the command ends with {@link ExitStatus.failed}.
 *
 * The message says where (an option, a file and its path, a variable), which value, what is wrong with it, and what to do:
 * `--output: "" is no folder. Name one, such as cdktf.out.`
 */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
