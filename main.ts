import { App } from "cdktf";
import { selectEnvironments } from "./environments/loading/selection";
import { addEnvironments } from "./stacks/environment";
import { parseSynthArguments } from "./tools/synth/arguments";
import { reportFailure } from "./tools/synth/failure";
import { publish } from "./tools/synth/publish";
import { withoutTokenTraces } from "./tools/synth/token-traces";

const { output, debug, ...selection } = parseSynthArguments(process.argv.slice(2), process.env);
const trace = debug ? (synthesize: () => void) => synthesize() : withoutTokenTraces;
try {
  const { environments, owner, warnings } = selectEnvironments(selection, process.cwd(), process.env);
  for (const warning of warnings) console.error(`warning: ${warning}`);
  publish(output, (outdir) =>
    trace(() => {
      const app = new App({ outdir, stackTraces: false });
      addEnvironments(app, environments, owner);
      app.synth();
    }),
  );
} catch (error) {
  reportFailure(error, debug);
}
