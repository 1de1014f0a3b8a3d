import type { ProgressReporter } from "../../command/progress";
import { UserError } from "../../command/user-error";
import { RequestFailed } from "../http/errors";
import type { DesiredDomain } from "../state/domain";
import type { DeletingProvider } from "./provider";
import type { Settler } from "./settle";

/**
 * Takes a host offline, waits until it is, and deletes it.
 *
 * @returns false when there was no such host
 */
export async function deleteHost(
  provider: DeletingProvider,
  host: string,
  settler: Settler,
  progress: ProgressReporter,
): Promise<boolean> {
  // Reading asks for no more of a host than its name.
  const domain = { host } as DesiredDomain;
  const observed = await settler.settle(provider, domain);
  if (observed === undefined) return false;
  if (observed.state !== "offline") {
    await unlessUnknown(provider.takeOffline(host));
    const after = await settler.settle(provider, domain);
    if (after !== undefined && after.state !== "offline")
      throw new UserError(`${host} did not go offline; nothing was deleted.`);
    progress.end(`${host}: offline`);
  }
  settler.assertNotInterrupted();
  await unlessUnknown(provider.delete(host));
  if ((await settler.settle(provider, domain)) !== undefined)
    throw new UserError(`${host} is offline, and could not be deleted.`);
  return true;
}

/** Waits for a request. When its answer is lost, the state that is read next shows whether it worked. */
async function unlessUnknown(request: Promise<void>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof RequestFailed) || error.effect !== "unknown") throw error;
  }
}
