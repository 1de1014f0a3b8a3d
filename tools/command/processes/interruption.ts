import { ExitStatus } from "../exit-status";
import { endPrograms, hurryPrograms, killPrograms } from "./running-programs";

/** The signals by which people and machines end a process. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Signals within so many milliseconds count as one press of Ctrl-C: the terminal sends it to the command, and `npm run` may
 * pass it on to the command as well.
 */
const SAME_PRESS_MS = 500;

/**
 * Handles Ctrl-C from now on. The first one ends the programs that run, and then this process with status 130; a command that
 * stops by itself is told by the signal instead. The next one ends everything at once, or is passed on to the programs that
 * handle it themselves: then the third one ends everything. Scratch folders are removed either way.
 *
 * @param stopsItself whether the command heeds the signal
 * @param say tells the user that a second Ctrl-C counts
 * @returns the signal, whose reason is the name of the process's, such as `SIGINT`
 */
export function handleInterruption(stopsItself: boolean, say: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  let nextOneEndsIt = false;
  const awaitNext = (words: string) => {
    nextOneEndsIt = false;
    setTimeout(() => {
      nextOneEndsIt = true;
      say(words);
    }, SAME_PRESS_MS).unref();
  };
  const onFirst = (name: NodeJS.Signals) => {
    controller.abort(name);
    awaitNext("stopping; Ctrl-C again ends it at once");
    if (!stopsItself) void endPrograms().then(() => process.exit(ExitStatus.interrupted));
  };
  const onNext = () => {
    if (!nextOneEndsIt) return;
    if (hurryPrograms()) {
      awaitNext("ending at once; Ctrl-C again kills what still runs");
      return;
    }
    killPrograms();
    process.exit(ExitStatus.interrupted);
  };
  for (const name of SIGNALS) process.on(name, () => (controller.signal.aborted ? onNext() : onFirst(name)));
  return controller.signal;
}
