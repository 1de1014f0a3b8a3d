import { App } from "cdktf";
import { InvalidEnvironment } from "./environments/problem";
import { selectEnvironments } from "./environments/selection";
import { addEnvironment } from "./stacks/environment";
import { parseSynthArguments } from "./tools/synth/arguments";
import { publish } from "./tools/synth/publish";

try {
  const { output, ...selection } = parseSynthArguments(process.argv.slice(2), process.env);
  const { environments, owner } = selectEnvironments(selection, process.cwd(), process.env);
  publish(output, (outdir) => {
    const app = new App({ outdir, stackTraces: false });
    for (const environment of environments) addEnvironment(app, environment, owner);
    app.synth();
  });
} catch (error) {
  if (!(error instanceof InvalidEnvironment)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
