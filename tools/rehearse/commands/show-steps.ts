import type { ProgressReporter } from "../../command/progress";
import type { Observer } from "../run/rehearsal";

/** Shows the steps of a rehearsal as they begin and end, one a line. */
export function showSteps(progress: ProgressReporter): Observer {
  return {
    begin: (step, stack) => progress.begin(`${step} ${stack}`),
    end: ({ step, stack, ok, seconds, resources, error }) => {
      const line = `${ok ? "ok    " : "FAILED"}  ${step.padEnd(12)}  ${stack.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s`;
      progress.end(`${line}  ${resources} resources${error === undefined ? "" : `\n${error}`}`);
    },
  };
}
