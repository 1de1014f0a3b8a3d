import { UserError } from "../../command/user-error";

/** A request that failed, and what that says about its effect. */
export class RequestFailed extends UserError {
  /**
   * @param where method and URL without its query
   * @param effect `none` when the other side refused it or never got it, `later` when it refused it because it is busy with
   *   an earlier one, `unknown` when it may have happened
   * @param code the vendor's own code, in the body of the answer
   */
  constructor(
    readonly where: string,
    readonly effect: "none" | "later" | "unknown",
    readonly detail: string,
    readonly status?: number,
    readonly code?: number,
  ) {
    super(`${where}: ${detail}`);
  }
}

/** The user, or the machine, told the command to stop. */
export class Interrupted extends UserError {
  constructor() {
    super("interrupted");
  }
}
