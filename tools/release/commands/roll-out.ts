import type { Command } from "commander";
import type { CommandContext, CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { UserError } from "../../command/user-error";
import type { FleetReport } from "../fleet/fleet";
import { notify, purge } from "./afterwards";
import { type ReleaseInputs, ReleaseRun } from "./release-run";

interface RollOutOptions {
  readonly manifest?: string;
}

const STATUSES = {
  ok: "every host runs the release",
  failed: "a host failed, and those before it went back; or the CDNs were not purged",
};

/** `npm run release -- <environment> <id>`. */
export function toCommand(inputs: ReleaseInputs): CommandDefinition<RollOutOptions> {
  return {
    name: "to",
    description: "Has every host run a release, one host after the other. The default command.",
    parameters: (command) =>
      withManifest(command.argument("<environment>", "the environment").argument("<id>", "a release that is recorded")),
    statuses: STATUSES,
    stopsItself: true,
    action: async (context) => {
      const [environment = "", id = ""] = context.args;
      const run = new ReleaseRun(inputs, environment, context);
      return finish(inputs, context, environment, await run.fleet.release(id, true));
    },
  };
}

/** `npm run release -- rollback <environment>`. */
export function rollbackCommand(inputs: ReleaseInputs): CommandDefinition<RollOutOptions> {
  return {
    name: "rollback",
    description: "Has every host run the release before the current one. The database's schema stays as it is.",
    parameters: (command) => withManifest(command.argument("<environment>", "the environment")),
    statuses: STATUSES,
    stopsItself: true,
    action: async (context) => {
      const [environment = ""] = context.args;
      const run = new ReleaseRun(inputs, environment, context);
      const previous = (await run.records.pointer("current"))?.previous;
      if (previous === undefined)
        throw new UserError(`${environment}: there was no release before. Name the one to release.`);
      return finish(inputs, context, environment, await run.fleet.release(previous.id, false));
    },
  };
}

function withManifest(command: Command): Command {
  return command.option("--manifest <file>", "a JSON array of the release's files: the CDNs forget its pages");
}

/** Purges the CDNs, tells people, and prints how it went. */
async function finish(
  { root, variables }: ReleaseInputs,
  { print, warn, options }: CommandContext<RollOutOptions>,
  environment: string,
  report: FleetReport,
): Promise<ExitStatus> {
  const { manifest } = options;
  const isReleased = report.status === "released";
  const purged = isReleased && manifest !== undefined ? await purge(root, environment, manifest) : undefined;
  if (purged === false) warn(`the CDNs were not purged: npm run cdn -- purge ${environment} --manifest ${manifest}`);
  const text = describe(environment, report);
  const { RELEASE_WEBHOOK_URL: webhook } = variables;
  if (webhook && !(await notify(webhook, text))) warn("RELEASE_WEBHOOK_URL: the address did not take the message");
  print({ command: "release", environment, ...report, purged }, text);
  return isReleased && purged !== false ? ExitStatus.ok : ExitStatus.failed;
}

function describe(environment: string, { release, status, hosts }: FleetReport): string {
  const count = (wanted: string) => hosts.filter((host) => host.status === wanted).length;
  switch (status) {
    case "released":
      return hosts.length === 0
        ? `${environment}: ${release} is current; there are no hosts yet, and new ones start it`
        : `${environment}: ${release} runs on ${hosts.length} hosts`;
    case "failed": {
      const failed = hosts.filter((host) => host.status === "failed" || host.status === "stuck");
      const reasons = failed.map(({ host, reason }) => `${host}: ${reason}`);
      return [`${environment}: ${release} failed; ${count("back")} hosts went back`, ...reasons].join("\n");
    }
    case "interrupted":
      return (
        `${environment}: stopped after ${count("released")} hosts; ${count("waiting")} still run the release before. ` +
        `npm run release -- ${environment} ${release} goes on; with the id of the release before, it goes back.`
      );
  }
}
