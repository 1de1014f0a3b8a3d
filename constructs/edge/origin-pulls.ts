import { AuthenticatedOriginPullsCertificate } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-certificate";
import { AuthenticatedOriginPullsSettings } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-settings";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";

export interface OriginPullsProps {
  readonly zoneId: string;
  /** `shared`: the certificate that all customers of Cloudflare share; `own`: one from two Terraform variables. */
  readonly certificate: "shared" | "own";
}

/**
 * Makes Cloudflare present a client certificate to the origin (authenticated origin pulls). The shared certificate
 * proves that a request comes through Cloudflare, but not for which customer. One of your own comes from the Terraform
 * variables `origin_pull_certificate` and `origin_pull_private_key`; its private key is in the state.
 */
export class OriginPulls extends Construct {
  constructor(scope: Construct, id: string, props: OriginPullsProps) {
    super(scope, id);
    const own = props.certificate === "own" ? [this.addOwnCertificate(props.zoneId)] : undefined;
    new AuthenticatedOriginPullsSettings(this, "Default", { zoneId: props.zoneId, enabled: true, dependsOn: own });
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
