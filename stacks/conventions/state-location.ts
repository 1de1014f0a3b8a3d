import type { Owner } from "../../environments/schema/owner";

/** The names of the places that have the states of all stacks. They follow from the owner's settings. */
export interface StateLocation {
  readonly region: string;
  readonly bucket: string;
  readonly lockInstance: string;
  readonly lockTable: string;
}

/** The bucket's name is unique in the world, the Tablestore instance's in its region. @see StateLocation */
export function stateLocation({ project, accountId, stateRegion }: Owner): StateLocation {
  return {
    region: stateRegion,
    bucket: `${project}-terraform-state-${accountId}`,
    lockInstance: `${project}-${accountId.slice(-7)}`,
    lockTable: "terraform_locks",
  };
}
