/** Every exit status that a command may end with. */
export const ExitStatus = {
  /** It is done, or all is well. */
  ok: 0,
  /** It could not be done, or something is not as it has to be. */
  failed: 1,
  /** A check found nothing wrong, but could not check everything. */
  unchecked: 2,
  /** A comparison could read everything, and something differs: as with `terraform plan -detailed-exitcode`. */
  differs: 2,
  /** SIGINT (Ctrl-C) or SIGTERM ended it. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];

/** What a command's statuses mean, for its `--help`. Give `unchecked` or `differs` only if it ends with it. */
export interface StatusMeanings {
  readonly ok: string;
  /** Besides what ends every command with this status: mistakes in what it was given, and faults of the program. */
  readonly failed?: string;
  readonly unchecked?: string;
  readonly differs?: string;
}

/** The statuses as `--help` lists them, one a line. */
export function describeStatuses({ ok, failed, unchecked, differs }: StatusMeanings): string {
  const notDone = "it could not be done, and the message says why";
  const second = [unchecked, differs].filter((meaning) => meaning !== undefined).join("; or: ");
  const lines: readonly (readonly [ExitStatus, string])[] = [
    [ExitStatus.ok, ok],
    [ExitStatus.failed, failed === undefined ? notDone : `${failed}; or ${notDone}`],
    ...(second === "" ? [] : [[ExitStatus.unchecked, second] as const]),
    [ExitStatus.interrupted, "interrupted"],
  ];
  const title = "Exit status: ";
  return lines
    .map(
      ([status, meaning], index) =>
        `${index === 0 ? title : " ".repeat(title.length)}${`${status}`.padEnd(5)}${meaning}`,
    )
    .join("\n");
}

/** The status of another program as a command's own: of `rehearse exec`, which runs any program. */
export function passOn(status: number): ExitStatus {
  return status as ExitStatus;
}
