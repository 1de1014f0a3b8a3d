import type { Owner } from "../../environments/schema/owner";

/** Where the state of every stack is, by names that follow from the owner's settings. */
export interface StateLocation {
  readonly region: string;
  readonly bucket: string;
  readonly lockInstance: string;
  readonly lockTable: string;
}

/** @see StateLocation; the bucket's name is unique in the world, the Tablestore instance's in its region. */
export function stateLocation({ project, accountId, stateRegion }: Owner): StateLocation {
  return {
    region: stateRegion,
    bucket: `${project}-terraform-state-${accountId}`,
    lockInstance: `${project}-${accountId.slice(-7)}`,
    lockTable: "terraform_locks",
  };
}
