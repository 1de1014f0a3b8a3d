import { Password } from "@cdktf/provider-random/lib/password";
import type { Construct } from "constructs";
import { Secret, type SecretProps } from "./secret";

/** Characters of a password: the most that RDS and Redis take. */
const LENGTH = 32;

/**
 * A generated password of 32 letters and digits, which needs no escaping in URLs and headers. It is in Terraform's
 * state too, so the state has to be encrypted and private.
 */
export class GeneratedSecret extends Secret {
  /** The password, for sensitive arguments only; never for user data. */
  readonly value: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id, props);
    const password = new Password(this, "Default", {
      length: LENGTH,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
    });
    this.value = password.result;
    this.save(this.value);
  }
}
