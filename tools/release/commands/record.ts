import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { UserError } from "../../command/user-error";
import { type ReleaseInputs, ReleaseRun } from "./release-run";

interface RecordOptions {
  readonly id: string;
  readonly commit: string;
  readonly image: Readonly<Record<string, string>>;
  readonly migration: boolean;
}

/** `npm run release -- record`. */
export function recordCommand(inputs: ReleaseInputs): CommandDefinition<RecordOptions> {
  return {
    name: "record",
    description: "Records a release: which images it is made of. A record is never replaced.",
    parameters: (command) =>
      command
        .argument("<environment>", "the environment that the release is for")
        .requiredOption("--id <id>", "the release's name: small letters, digits, dots and hyphens", checkedId)
        .requiredOption("--commit <commit>", "the commit that the images were built from", checkedCommit)
        .requiredOption("--image <name=reference>", "an image by its digest; give one for each image", collected)
        .option("--no-migration", "the release does not change the database's schema"),
    statuses: { ok: "recorded, or it was already", failed: "not recorded" },
    action: async (context) => {
      const { args, options, print } = context;
      const { id, commit, image: images, migration: migrates } = options;
      const { records } = new ReleaseRun(inputs, args[0] ?? "", context);
      await records.add({ id, commit, createdAt: new Date(inputs.clock.now()).toISOString(), images, migrates });
      print({ command: "record", release: id, images }, `recorded ${id}: ${Object.keys(images).join(", ")}`);
      return ExitStatus.ok;
    },
  };
}

/** Names that a record cannot have: they are pointers, or what hosts are told in place of a release. */
const RESERVED = ["rollout", "current", "rollback", "status"];

function checkedId(id: string): string {
  if (/^[a-z0-9][a-z0-9.-]{0,62}$/.test(id) && !RESERVED.includes(id)) return id;
  throw new UserError(`--id: "${id}" is no name of a release. Write 1 to 63 small letters, digits, dots and hyphens.`);
}

function checkedCommit(commit: string): string {
  if (/^[0-9a-f]{7,64}$/.test(commit)) return commit;
  throw new UserError(`--commit: "${commit}" is no commit. Write what git rev-parse HEAD prints.`);
}

function collected(text: string, others: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name = "", reference = ""] = /^([a-z0-9][a-z0-9-]*)=(\S+@sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  if (name !== "") return { ...others, [name]: reference };
  throw new UserError(`--image: "${text}" is no image by its digest. Write web=<registry>/web@sha256:<64 digits>.`);
}
