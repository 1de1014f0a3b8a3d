import type { Construct } from "constructs";
import { Secret, type SecretProps } from "./secret";

export interface IssuedSecretProps extends SecretProps {
  /** What a service has issued, such as an API token; known only to Terraform. */
  readonly value: string;
}

/** A secret that some service issued, kept where others find it. */
export class IssuedSecret extends Secret {
  constructor(scope: Construct, id: string, props: IssuedSecretProps) {
    super(scope, id, props);
    this.keep(props.value);
  }
}
