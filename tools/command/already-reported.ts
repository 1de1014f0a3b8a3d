/**
 * Another program that the command has started failed, and has said why on stderr. The frame says nothing more there; with
 * `--json` the message is part of the object.
 */
export class AlreadyReported extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AlreadyReported";
  }
}
