import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stateLocation } from "../../../stacks/conventions/state-location";
import { Checkout, OWNER } from "./checkout";
import { LockServer } from "./lock-server";
import { ObjectServer } from "./object-server";

/** The surroundings of one test: both servers, owner's settings that lead to them, and a scratch folder. */
export class Site {
  readonly objects = new ObjectServer(stateLocation(OWNER).bucket);
  readonly locks = new LockServer(stateLocation(OWNER).lockTable);
  private readonly scratch = mkdtempSync(path.join(tmpdir(), "oss-backend-"));
  private readonly checkouts: Checkout[] = [];

  static async open(): Promise<Site> {
    const site = new Site();
    await Promise.all([site.objects.start(), site.locks.start()]);
    return site;
  }

  /** Makes a copy of the project, with its stacks synthesized. */
  checkout(name: string): Checkout {
    const checkout = new Checkout(path.join(this.scratch, name), this.objects, this.locks);
    checkout.synthesize();
    this.checkouts.push(checkout);
    return checkout;
  }

  /** Ends everything that still runs, and removes the scratch folder. @throws when a server has failed */
  async close(): Promise<void> {
    await Promise.all(this.checkouts.map((checkout) => checkout.stop()));
    await Promise.all([this.objects.stop(), this.locks.stop()]);
    rmSync(this.scratch, { recursive: true });
    const failures = [...this.objects.failures, ...this.locks.failures];
    if (failures.length > 0) throw new AggregateError(failures, "the servers could not answer");
  }
}
