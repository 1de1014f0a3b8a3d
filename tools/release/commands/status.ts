import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { type ReleaseInputs, ReleaseRun } from "./release-run";

/** `npm run release -- status`. */
export function statusCommand(inputs: ReleaseInputs): CommandDefinition {
  return {
    name: "status",
    description: "Says which release each host runs.",
    parameters: (command) => command.argument("<environment>", "the environment"),
    statuses: { ok: "every host runs the current release", differs: "a host runs another, or does not say" },
    action: async (context) => {
      const { args, print } = context;
      const { records, fleet } = new ReleaseRun(inputs, args[0] ?? "", context);
      const current = (await records.pointer("current"))?.id ?? null;
      const rollout = (await records.pointer("rollout"))?.id ?? null;
      const hosts = (await fleet.status()).map(({ host, outcome }) => {
        const said = outcome.lines.find(({ step }) => step === "status");
        return { host: host.id, kind: host.kind, release: said?.release ?? null, text: said?.text ?? outcome.reason };
      });
      const pointers = `current: ${current ?? "none"}; last rolled out: ${rollout ?? "none"}`;
      const lines = hosts.map(({ host, kind, text }) => `${host} (${kind}): ${text}`);
      print({ command: "status", current, rollout, hosts }, [pointers, ...lines].join("\n"));
      const isSettled = rollout === current && hosts.every(({ release }) => release === current);
      return isSettled ? ExitStatus.ok : ExitStatus.differs;
    },
  };
}
