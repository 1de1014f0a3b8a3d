import { App } from "cdktf";
import { selectEnvironments } from "./environments/selection";
import { addEnvironment } from "./stacks/environment";
import { parseSynthArguments } from "./tools/synth/arguments";
import { reportFailure } from "./tools/synth/failure";
import { publish } from "./tools/synth/publish";
import { withoutTokenTraces } from "./tools/synth/token-traces";

const { output, debug, ...selection } = parseSynthArguments(process.argv.slice(2), process.env);
const trace = debug ? (synthesize: () => void) => synthesize() : withoutTokenTraces;
try {
  const { environments, owner } = selectEnvironments(selection, process.cwd(), process.env);
  publish(output, (outdir) =>
    trace(() => {
      const app = new App({ outdir, stackTraces: false });
      for (const environment of environments) addEnvironment(app, environment, owner);
      app.synth();
    }),
  );
} catch (error) {
  reportFailure(error, debug);
}
