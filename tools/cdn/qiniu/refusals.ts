/** What Qiniu's refusals mean (https://developer.qiniu.com/fusion/13361/fusion-api-error-codes). */
import { RequestFailed } from "../http/errors";

/** Too many requests a second. The status is 403. */
export const THROTTLED = 403024;
/** No directories may be refreshed until the account has asked for it. */
export const NO_DIRECTORIES = 400038;

const ALREADY_SO = 400013;
const BUSY = 400030;
const ABSENT = 404001;

/**
 * Waits for a write of a host. That the host is already as wanted counts as done.
 *
 * @throws {RequestFailed} with the effect `later` while the host's last operation goes on
 */
export async function accepted(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof RequestFailed) || error.code === undefined) throw error;
    const { where, detail, status, code } = error;
    if (code === ALREADY_SO) return;
    throw code === BUSY ? new RequestFailed(where, "later", detail, status, code) : error;
  }
}

/** Waits for an answer; undefined when there is no such thing, which Qiniu says in more than one way. */
export async function ifThere(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RequestFailed && isAbsence(error)) return undefined;
    throw error;
  }
}

/** By its own status 612, by 404 or its code, or by 400 and words. */
function isAbsence({ status, code, detail }: RequestFailed): boolean {
  if (status === 404 || status === 612 || code === ABSENT) return true;
  return status === 400 && /no such domain|not found|"code":\s*404/.test(detail);
}
