import { AuthenticatedOriginPullsCertificate } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-certificate";
import { AuthenticatedOriginPullsSettings } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-settings";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { ZoneSettings } from "./zone-settings";

export interface OriginPullsProps {
  readonly zoneId: string;
  /**
   * `off`: none; `shared`: the certificate that all customers of Cloudflare share; `own`: one from two Terraform
   * variables.
   */
  readonly certificate: "off" | "shared" | "own";
}

/**
 * The client certificate that Cloudflare presents to the origin (authenticated origin pulls). The shared certificate
 * proves that a request comes through Cloudflare, but not for which customer. One of your own comes from the Terraform
 * variables `origin_pull_certificate` and `origin_pull_private_key`; its private key is in the state.
 */
export class OriginPulls extends Construct {
  constructor(scope: Construct, id: string, { zoneId, certificate }: OriginPullsProps) {
    super(scope, id);
    // Two switches of their own: this one is for the shared certificate only, the other for the zone's only. Both are
    // written in any case, because destroying a setting does not turn it off.
    const shared = certificate === "shared" ? "on" : "off";
    new ZoneSettings(this, "shared", { zoneId, settings: { tls_client_auth: shared } });
    const own = certificate === "own" ? [this.addOwnCertificate(zoneId)] : undefined;
    new AuthenticatedOriginPullsSettings(this, "Default", { zoneId, enabled: own !== undefined, dependsOn: own });
  }

  private addOwnCertificate(zoneId: string): AuthenticatedOriginPullsCertificate {
    const variable = (name: string, description: string) => {
      const declared = new TerraformVariable(this, name, { type: "string", sensitive: true, description });
      declared.overrideLogicalId(name);
      return declared.stringValue;
    };
    return new AuthenticatedOriginPullsCertificate(this, "certificate", {
      zoneId,
      certificate: variable("origin_pull_certificate", "Client certificate that Cloudflare shows the origin, PEM"),
      privateKey: variable("origin_pull_private_key", "Its private key, PEM"),
      // Cloudflare returns the certificate in another form. `terraform apply -replace` puts in a new one.
      lifecycle: { ignoreChanges: ["certificate", "private_key"] },
    });
  }
}
