import { KmsSecret } from "@cdktf/provider-alicloud/lib/kms-secret";
import { OosSecretParameter } from "@cdktf/provider-alicloud/lib/oos-secret-parameter";
import { Password } from "@cdktf/provider-random/lib/password";
import { Construct } from "constructs";
import type { Role } from "./role";

/** Where secrets are kept. */
export type SecretStore =
  | {
      /** Encrypted parameters of the Operation Orchestration Service: no extra cost. */
      readonly kind: "oos";
      /** @default the service's own key */
      readonly kmsKeyId?: string;
    }
  | {
      /** Secrets of a KMS instance, which is sold by subscription. */
      readonly kind: "kms";
      readonly kmsInstanceId: string;
      readonly kmsKeyId: string;
    };

export interface GeneratedSecretProps {
  /** 2 to 180 letters, digits, hyphens, underscores and slashes; unique in the region. */
  readonly secretName: string;
  /** What it opens, 1 to 200 characters. */
  readonly description: string;
  readonly store: SecretStore;
}

/** Long enough for anything; RDS and Redis take no more. */
const LENGTH = 32;

/**
 * A password that nobody has to think up: 32 letters and digits, so that it fits into a URL as it is. It is kept in a
 * store that hosts read with their role. It lies in Terraform's state too, which is why the state is encrypted and locked
 * up.
 */
export class GeneratedSecret extends Construct {
  readonly secretName: string;
  /** The password: for arguments that the provider keeps out of its output, never for user data. */
  readonly value: string;
  private readonly store: SecretStore;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { secretName, description, store } = props;
    const password = new Password(this, "Default", {
      length: LENGTH,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
    });
    this.secretName = secretName;
    this.value = password.result;
    this.store = store;
    if (store.kind === "oos") {
      new OosSecretParameter(this, "parameter", {
        secretParameterName: secretName,
        description,
        value: this.value,
        keyId: store.kmsKeyId,
      });
      return;
    }
    new KmsSecret(this, "secret", {
      secretName,
      description,
      secretData: this.value,
      versionId: "v1",
      dkmsInstanceId: store.kmsInstanceId,
      encryptionKeyId: store.kmsKeyId,
      recoveryWindowInDays: 30,
    });
  }

  /** Lets a role read the secret. OOS keeps the value of a parameter in a KMS secret of its own, `oos/<name>`. */
  grantRead(role: Role): void {
    const oos = this.store.kind === "oos";
    if (oos) {
      const resources = [`acs:oos:*:*:secretparameter/${this.secretName}`];
      role.addToPolicy({ effect: "Allow", actions: ["oos:GetSecretParameter"], resources });
    }
    const resources = [`acs:kms:*:*:secret/${oos ? "oos/" : ""}${this.secretName}`];
    role.addToPolicy({ effect: "Allow", actions: ["kms:GetSecretValue"], resources });
    if (this.store.kmsKeyId === undefined) return;
    const keys = [`acs:kms:*:*:key/${this.store.kmsKeyId}`];
    role.addToPolicy({ effect: "Allow", actions: ["kms:Decrypt"], resources: keys });
  }
}
