import { Agent, get } from "node:http";

/** Requests, and those of them that had no answer, or one that is no success. */
export interface Counts {
  readonly requests: number;
  /** What was wrong, and how often. Empty when nothing was. */
  readonly lost: Readonly<Record<string, number>>;
  /** How many answers had which text. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Visitors who make one request after the other, each on a connection that stays open, until they are stopped. */
export class Load {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly visitors: Promise<void>[];
  private readonly lost: Record<string, number> = {};
  private readonly answers: Record<string, number> = {};
  private requests = 0;
  private isStopped = false;
  private awaited: { readonly requests: number; readonly resolve: () => void } | undefined;

  constructor(
    private readonly urls: readonly string[],
    visitors: number,
  ) {
    this.visitors = Array.from({ length: visitors }, (_, index) => this.visit(index));
  }

  /** Waits until so many requests were made. */
  reaches(requests: number): Promise<void> {
    return new Promise((resolve) => {
      this.awaited = { requests, resolve };
    });
  }

  async stop(): Promise<Counts> {
    this.isStopped = true;
    await Promise.all(this.visitors);
    this.agent.destroy();
    return { requests: this.requests, lost: this.lost, answers: this.answers };
  }

  private async visit(first: number): Promise<void> {
    for (let turn = first; !this.isStopped; turn += 1) {
      const outcome = await this.request(this.urls[turn % this.urls.length] as string);
      this.requests += 1;
      const counts = outcome.isLost ? this.lost : this.answers;
      counts[outcome.text] = (counts[outcome.text] ?? 0) + 1;
      if (this.awaited && this.requests >= this.awaited.requests) this.awaited.resolve();
    }
  }

  private request(url: string): Promise<{ readonly isLost: boolean; readonly text: string }> {
    return new Promise((resolve) => {
      const sent = get(url, { agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const { statusCode = 0 } = response;
          const isLost = statusCode < 200 || statusCode > 299;
          resolve({ isLost, text: isLost ? `status ${statusCode}` : Buffer.concat(chunks).toString().trim() });
        });
        response.on("error", (error) => resolve({ isLost: true, text: error.message }));
      });
      sent.on("error", (error) => resolve({ isLost: true, text: error.message }));
    });
  }
}
