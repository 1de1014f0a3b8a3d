/** `npm run synth`: makes Terraform JSON from the environments. The CDK for Terraform CLI runs this file, too. */
import { App } from "cdktf";
import { selectEnvironments } from "./environments/loading/selection";
import { addEnvironments } from "./stacks/environment";
import { runCommand } from "./tools/command/run-command";
import { synthCommand } from "./tools/synth/command";

runCommand(
  synthCommand({
    read: (selection) => selectEnvironments(selection, process.cwd(), process.env),
    write: ({ environments, owner }, outdir) => {
      const app = new App({ outdir, stackTraces: false });
      addEnvironments(app, environments, owner);
      app.synth();
    },
  }),
);
