import { AuthenticatedOriginPullsCertificate } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-certificate";
import { AuthenticatedOriginPullsSettings } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-settings";
import { OriginCaCertificate } from "@cdktf/provider-cloudflare/lib/origin-ca-certificate";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";

export interface OriginPullsProps {
  readonly zoneId: string;
  /** `shared`: the certificate that all of Cloudflare's customers share; `own`: that of two Terraform variables. */
  readonly certificate: "shared" | "own";
}

/**
 * Makes Cloudflare show a client certificate to the origin. Its own one proves that Cloudflare asks, not for whom. One of
 * your own comes from the variables `origin_pull_certificate` and `origin_pull_private_key`, and its key lies in the state.
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
      // Cloudflare answers with another form of the same certificate: a new one is put in by replacing this deliberately.
      lifecycle: { ignoreChanges: ["certificate", "private_key"] },
    });
  }
}

export interface OriginCertificateProps {
  /** A certificate request, PEM. */
  readonly request: string;
  readonly hostNames: readonly string[];
}

/** A certificate for the origin that Cloudflare signs and only Cloudflare trusts. */
export class OriginCertificate extends Construct {
  /** PEM. */
  readonly certificate: string;

  constructor(scope: Construct, id: string, props: OriginCertificateProps) {
    super(scope, id);
    const certificate = new OriginCaCertificate(this, "Default", {
      csr: props.request,
      hostnames: [...props.hostNames],
      requestType: "origin-rsa",
      // Left out when it is made, and answered afterwards.
      lifecycle: { ignoreChanges: ["requested_validity"] },
    });
    this.certificate = certificate.certificate;
  }
}
