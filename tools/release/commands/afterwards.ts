import { runProgram } from "../../command/processes/run-program";

/**
 * Has the China CDNs forget the pages of a release.
 *
 * @param root the project's folder
 * @param manifest a file, as `npm run cdn -- purge` takes it
 * @returns whether they have taken it
 */
export async function purge(root: string, environment: string, manifest: string): Promise<boolean> {
  const args = ["tools/runner/run.mjs", "tools/cdn/command.ts", "purge", environment, "--manifest", manifest];
  const { exitCode } = await runProgram(process.execPath, args, { cwd: root, stdout: "ignore", stderr: "inherit" });
  return exitCode === 0;
}

/**
 * Posts a text as chats' robots take it. The address is a secret, so nothing of a failure is shown.
 *
 * @returns whether it was taken
 */
export async function notify(webhook: string, text: string): Promise<boolean> {
  const body = JSON.stringify({ msgtype: "text", text: { content: text } });
  const headers = { "content-type": "application/json" };
  try {
    return (await fetch(webhook, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}
