import type { Construct } from "constructs";
import { Secret, type SecretProps } from "./secret";

export interface IssuedSecretProps extends SecretProps {
  /** Value that a service has issued, such as an API token. */
  readonly value: string;
}

/** A secret that another service has issued. */
export class IssuedSecret extends Secret {
  constructor(scope: Construct, id: string, props: IssuedSecretProps) {
    super(scope, id, props);
    this.save(props.value);
  }
}
