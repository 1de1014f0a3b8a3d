import type { ProgressReporter } from "../../command/progress";
import { UserError } from "../../command/user-error";
import type { Host, Hosts, Outcome } from "../cloud/hosts";
import type { Pointer, PointerName, Records } from "./records";

/** What a run says of a host. */
export interface HostReport {
  readonly host: string;
  readonly kind: Host["kind"];
  readonly status: "released" | "failed" | "back" | "stuck" | "waiting";
  readonly reason?: string;
  readonly seconds?: number;
}

/** How a run over the fleet has ended. */
export interface FleetReport {
  readonly release: string;
  readonly status: "released" | "failed" | "interrupted";
  readonly hosts: readonly HostReport[];
}

export interface FleetProps {
  readonly hosts: Pick<Hosts, "find" | "run">;
  readonly records: Pick<Records, "find" | "pointer" | "point">;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
}

/** Times that hosts are looked for anew: Auto Scaling may make some meanwhile, which run the release before. */
const ROUNDS = 5;

/** Releases to the hosts of an environment, one after the other. */
export class Fleet {
  constructor(private readonly props: FleetProps) {}

  /**
   * Has every host run a release. A second run takes up one that was stopped: hosts that run the release already do nothing.
   *
   * @param migrate whether the release's migration is to run, which it is not on the way back to an earlier one
   * @throws {UserError} when there is no such release
   */
  async release(id: string, migrate: boolean): Promise<FleetReport> {
    const { records } = this.props;
    const wanted = await records.find(id);
    const current = await records.pointer("current");
    const previous = current && current.id !== id ? { id: current.id, sha256: current.sha256 } : current?.previous;
    const target: Pointer = { ...wanted, migrate, ...(previous && { previous }) };
    const first = await this.props.hosts.find();
    if (first.length === 0) {
      // New hosts start it, and the first worker migrates.
      await this.point("rollout", target);
      await this.point("current", target);
      return { release: id, status: "released", hosts: [] };
    }
    // From here on a schema may be newer than the current release, whose migration would fail on it.
    if (current?.migrate) await records.point("current", { ...current, migrate: false });
    await this.point("rollout", target);
    const reports: HostReport[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const done = new Set(reports.map(({ host }) => host));
      const left = (round === 0 ? first : await this.props.hosts.find()).filter((host) => !done.has(host.id));
      if (left.length === 0) break;
      for (const host of left) {
        if (this.props.signal.aborted) return this.interrupted(id, reports, left);
        const report = await this.releaseHost(host);
        reports.push(report);
        if (report.status === "failed") return this.goBack(id, reports, current);
      }
      // Hosts that are made from now on start with it.
      if (round === 0) await this.point("current", { ...target, migrate: false });
    }
    return { release: id, status: "released", hosts: reports };
  }

  /** What each host says that it runs. */
  async status(): Promise<{ readonly host: Host; readonly outcome: Outcome }[]> {
    const said = [];
    for (const host of await this.props.hosts.find()) {
      this.props.progress.begin(`asking ${host.id}`);
      said.push({ host, outcome: await this.props.hosts.run(host, "status") });
    }
    return said;
  }

  private async point(name: PointerName, pointer: Pointer): Promise<void> {
    await this.props.records.point(name, pointer);
    this.props.progress.end(`releases/${name}.json: ${pointer.id}`);
  }

  private async releaseHost({ id, kind }: Host): Promise<HostReport> {
    const { isDone, seconds, reason, lines } = await this.run({ id, kind }, "rollout");
    for (const { step, what, seconds: taken } of lines) {
      if (typeof taken === "number") this.props.progress.end(`  ${id} ${step} ${what}: ${taken} s`);
    }
    this.props.progress.end(`${id} (${kind}): ${isDone ? `released in ${seconds} s` : `failed: ${reason}`}`);
    return { host: id, kind, seconds, ...(isDone ? { status: "released" } : { status: "failed", reason }) };
  }

  private async run(host: Host, action: string): Promise<Outcome & { readonly seconds: number }> {
    const began = this.props.now();
    this.props.progress.begin(`${host.id} (${host.kind}): ${action}`);
    const seconds = () => Math.round((this.props.now() - began) / 1000);
    try {
      return { ...(await this.props.hosts.run(host, action)), seconds: seconds() };
    } catch (error) {
      // A host that cannot be told is a host that does not run the release.
      if (!(error instanceof UserError)) throw error;
      return { isDone: false, lines: [], reason: error.message, seconds: seconds() };
    }
  }

  private interrupted(release: string, reports: HostReport[], left: readonly Host[]): FleetReport {
    const done = new Set(reports.map(({ host }) => host));
    const waiting = left
      .filter(({ id }) => !done.has(id))
      .map(({ id, kind }) => ({ host: id, kind, status: "waiting" }));
    return { release, status: "interrupted", hosts: [...reports, ...(waiting as HostReport[])] };
  }

  /** Has the hosts that were released run the current release again. The one that failed has gone back by itself. */
  private async goBack(release: string, reports: HostReport[], current: Pointer | undefined): Promise<FleetReport> {
    if (current === undefined) return { release, status: "failed", hosts: reports };
    await this.point("rollout", { ...current, migrate: false });
    // When a host fails that was made after the others, `current` is the new release already.
    await this.point("current", { ...current, migrate: false });
    const hosts: HostReport[] = [];
    for (const report of reports) {
      const host: Host = { id: report.host, kind: report.kind };
      if (report.status !== "released") {
        hosts.push(report);
        continue;
      }
      const { isDone, reason } = await this.run(host, "current");
      this.props.progress.end(
        `${host.id} (${host.kind}): ${isDone ? `back at ${current.id}` : `does not go back: ${reason}`}`,
      );
      hosts.push({ ...report, ...(isDone ? { status: "back" } : { status: "stuck", reason }) });
    }
    return { release, status: "failed", hosts };
  }
}
