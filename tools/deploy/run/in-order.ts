/** One job of several that have an order. */
export interface Job {
  readonly name: string;
  /** The names of the jobs that have to be done before; those that are not among the jobs do not count. */
  readonly after: ReadonlySet<string>;
}

/**
 * Runs jobs, several at a time, each once those before it are done. A job that is not done holds back those behind it, and
 * no others.
 *
 * @param parallel how many run at a time at most
 * @param run does a job; whether those behind it may begin
 * @param stops whether no other job may begin; asked before each
 * @throws what `run` throws, once every job that has begun is over
 */
export async function runInOrder<J extends Job>(
  jobs: readonly J[],
  parallel: number,
  run: (job: J) => Promise<boolean>,
  stops: () => boolean,
): Promise<void> {
  const names = new Set(jobs.map(({ name }) => name));
  const done = new Set<string>();
  const waiting = new Set(jobs);
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const isReady = ({ after }: J) => [...after].every((name) => done.has(name) || !names.has(name));
  const begin = (job: J) => {
    waiting.delete(job);
    const ended: Promise<void> = run(job)
      .then(
        (isDone) => {
          if (isDone) done.add(job.name);
        },
        (error) => {
          failures.push(error);
        },
      )
      .finally(() => running.delete(ended));
    running.add(ended);
  };
  const beginReady = () => {
    for (const job of waiting) {
      if (stops() || failures.length > 0 || running.size >= parallel) return;
      if (isReady(job)) begin(job);
    }
  };
  beginReady();
  while (running.size > 0) {
    await Promise.race(running);
    beginReady();
  }
  if (failures.length > 0) throw failures[0];
}
