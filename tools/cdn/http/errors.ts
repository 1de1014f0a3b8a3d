/** A request that failed, and what that says about its effect. */
export class RequestFailed extends Error {
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
    this.name = "RequestFailed";
  }
}

/** The user, or the machine, told the command to stop. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}
