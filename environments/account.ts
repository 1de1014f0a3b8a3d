import type { AccountEnvironmentInput } from "./schema/environment";

/** The parts that an account has once, however many environments it has: state, CI's roles, audit, image registry. */
export const account: AccountEnvironmentInput = {
  kind: "account",
  name: "account",
  region: "cn-hongkong",
  github: {
    planEnvironments: ["plan"],
    // GitHub's token endpoint uses certificates of these two authorities, as GitHub announced on 2023-06-27.
    fingerprints: ["6938fd4d98bab03faadb97b34396831e3780aea1", "1c58a3a8518e8759bf075b76b750d4f2df264fcd"],
  },
};
