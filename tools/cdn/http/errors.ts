import { UserError } from "../../command/user-error";

/** A request that failed, and what that says about its effect. */
export class RequestFailed extends UserError {
  /**
   * @param where method and URL without its query
   * @param effect `none` when the other side refused it or never got it, `unknown` when it may have happened
   */
  constructor(
    readonly where: string,
    readonly effect: "none" | "unknown",
    readonly detail: string,
    readonly status?: number,
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
