import { Construct } from "constructs";
import { GeneratedSecret } from "../../constructs/security/generated-secret";
import { IssuedSecret } from "../../constructs/security/issued-secret";
import type { SecretStore } from "../../constructs/security/secret";
import type { GrafanaSecret } from "../conventions/secrets";

export interface GrafanaLoginProps {
  readonly secretName: (purpose: GrafanaSecret) => string;
  readonly store: SecretStore;
}

/** Grafana's administrator. The chart reads the name from the same Secret as the password. */
export class GrafanaLogin extends Construct {
  constructor(scope: Construct, id: string, { secretName, store }: GrafanaLoginProps) {
    super(scope, id);
    new IssuedSecret(this, "grafana-user", {
      secretName: secretName("grafana-user"),
      description: "Name of Grafana's administrator",
      value: "admin",
      store,
    });
    new GeneratedSecret(this, "grafana-password", {
      secretName: secretName("grafana-password"),
      description: "Password of Grafana's administrator",
      store,
    });
  }
}
