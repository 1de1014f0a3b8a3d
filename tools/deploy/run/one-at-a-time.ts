/** Runs tasks one after another, in the order in which they come. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.last.then(task, task);
    this.last = result;
    // Whoever asked for the task handles its failure.
    this.last.catch(() => {});
    return result;
  }
}
