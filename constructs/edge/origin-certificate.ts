import { OriginCaCertificate } from "@cdktf/provider-cloudflare/lib/origin-ca-certificate";
import { Construct } from "constructs";

export interface OriginCertificateProps {
  /** Certificate signing request (CSR), PEM. */
  readonly request: string;
  /** Names of the certificate, also with a wildcard such as `*.example.com`. */
  readonly hostNames: readonly string[];
}

/** A certificate for the origin, signed by Cloudflare's origin CA, which only Cloudflare trusts. */
export class OriginCertificate extends Construct {
  /** PEM. */
  readonly certificate: string;

  constructor(scope: Construct, id: string, props: OriginCertificateProps) {
    super(scope, id);
    const certificate = new OriginCaCertificate(this, "Default", {
      csr: props.request,
      // Cloudflare returns them sorted, and the provider makes a new certificate for another order
      // (https://github.com/cloudflare/terraform-provider-cloudflare/issues/6239).
      hostnames: [...props.hostNames].sort(),
      requestType: "origin-rsa",
      // Cloudflare chooses a validity when none is requested, and returns it.
      lifecycle: { ignoreChanges: ["requested_validity"] },
    });
    this.certificate = certificate.certificate;
  }
}
