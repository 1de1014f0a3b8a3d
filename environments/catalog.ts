import { account } from "./account";
import { disasterRecovery } from "./disaster-recovery";
import { production } from "./production";
import type { AccountEnvironmentInput, PlatformEnvironmentInput } from "./schema/environment";
import { staging } from "./staging";

/** Every environment there is, in the order in which they are deployed. A new one is its file and its line here. */
export const catalog: readonly (AccountEnvironmentInput | PlatformEnvironmentInput)[] = [
  account,
  production,
  staging,
  disasterRecovery,
];
