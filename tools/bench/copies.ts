/** Synthesizes so many copies of production: `node tools/runner/run.mjs tools/bench/copies.ts <count> <folder>`. */
import { App } from "cdktf";
import { selectEnvironments } from "../../environments/loading/selection";
import { addEnvironments } from "../../stacks/environment";
import { publish } from "../synth/publish";
import { withoutTokenTraces } from "../synth/token-traces";

const [count, folder] = process.argv.slice(2);
const { environments, owner } = selectEnvironments({ names: ["production"] }, process.cwd(), {});
void publish(folder ?? "cdktf.out", (outdir) =>
  withoutTokenTraces(() => {
    const app = new App({ outdir, stackTraces: false });
    for (let copy = 0; copy < Number(count); copy += 1) {
      const copies = environments.map((environment) => ({ ...environment, name: `copy-${copy}` }));
      addEnvironments(app, copies, owner);
    }
    app.synth();
  }),
);
