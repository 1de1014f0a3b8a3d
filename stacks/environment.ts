import type { App } from "cdktf";
import type { Owner } from "../environments/owner";
import type { Environment } from "../environments/schema";
import { AccountStack } from "./account";
import { NetworkStack } from "./network";
import { StateStack } from "./state";

/** Adds the stacks of an environment to the app. The only place that says which stacks there are and what joins them. */
export function addEnvironment(app: App, environment: Environment, owner: Owner): void {
  switch (environment.kind) {
    case "account":
      new StateStack(app, { environment, owner });
      new AccountStack(app, { environment, owner });
      return;
    case "platform":
      new NetworkStack(app, { environment, owner });
  }
}
