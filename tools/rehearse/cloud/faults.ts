export const OPERATIONS = ["create", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * - `fail`: the service refuses; nothing happened.
 * - `throttle`, `timeout`: the same, with the code of throttling or of no answer.
 * - `lose`: it happened, and the answer is lost.
 * - `kill`: it happened, and Terraform is killed before it hears of it.
 * - `break`: it begins, and fails later; only a refresh of hosts goes on once it has begun.
 */
export const FAULTS = ["fail", "throttle", "timeout", "lose", "kill", "break"] as const;
export type Fault = (typeof FAULTS)[number];

/** One rehearsed fault: the n-th such operation, counted from 1, fails so. */
export interface PlannedFault {
  readonly operation: Operation;
  readonly nth: number;
  readonly fault: Fault;
  /** Count only operations on this type; on all types when absent. */
  readonly type?: string;
}

/** Which operation fails, and how. Operations are counted, so the same plan fails at the same operation in every run. */
export class FaultPlan {
  private readonly counts = new Map<PlannedFault, number>();

  constructor(private readonly faults: readonly PlannedFault[]) {}

  /** The fault of the operation that happens now, if it has one. */
  next(operation: Operation, type: string): Fault | undefined {
    let found: Fault | undefined;
    for (const fault of this.faults) {
      if (fault.operation !== operation || (fault.type !== undefined && fault.type !== type)) continue;
      const count = (this.counts.get(fault) ?? 0) + 1;
      this.counts.set(fault, count);
      if (count === fault.nth) found = fault.fault;
    }
    return found;
  }
}

/**
 * Reads a fault as the command line gives it: `create:3=fail`, `delete:1:alicloud_vpc=lose`.
 *
 * @returns `undefined` when it is none
 */
export function parseFault(text: string): PlannedFault | undefined {
  const match = /^(\w+):(\d+)(?::(\w+))?=(\w+)$/.exec(text);
  const [, operation, nth, type, fault] = match ?? [];
  const planned = { operation: operation as Operation, nth: Number(nth), fault: fault as Fault, type };
  const isSound = OPERATIONS.includes(planned.operation) && planned.nth > 0 && FAULTS.includes(planned.fault);
  return isSound ? planned : undefined;
}

/** One attribute that is changed without Terraform. */
export interface Drift {
  readonly type: string;
  readonly attribute: string;
  readonly value: string | number | boolean | null;
}

/**
 * Reads a drift as the command line gives it: `alicloud_vpc.vpc_name=renamed`. The value is JSON, or else text.
 *
 * @returns `undefined` when it is none
 */
export function parseDrift(text: string): Drift | undefined {
  const [, type, attribute, written] = /^(\w+)\.(\w+)=(.*)$/.exec(text) ?? [];
  if (type === undefined || attribute === undefined || written === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(written);
    if (typeof value !== "object" || value === null) return { type, attribute, value: value as Drift["value"] };
  } catch {
    // A text that is not JSON is the value.
  }
  return { type, attribute, value: written };
}
