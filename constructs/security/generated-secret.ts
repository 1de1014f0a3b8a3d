import { Password } from "@cdktf/provider-random/lib/password";
import type { Construct } from "constructs";
import { Secret, type SecretProps } from "./secret";

/** Long enough for anything; RDS and Redis take no more. */
const LENGTH = 32;

/**
 * A password that nobody has to think up: 32 letters and digits, so that it fits into a URL or a header as it is. It lies
 * in Terraform's state too, which is why the state is encrypted and locked up.
 */
export class GeneratedSecret extends Secret {
  /** The password: for arguments that the provider keeps out of its output, never for user data. */
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
    this.keep(this.value);
  }
}
