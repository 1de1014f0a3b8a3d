import { KmsSecret } from "@cdktf/provider-alicloud/lib/kms-secret";
import { OosSecretParameter } from "@cdktf/provider-alicloud/lib/oos-secret-parameter";
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

export interface SecretProps {
  /** 2 to 180 letters, digits, hyphens, underscores and slashes; unique in the region. */
  readonly secretName: string;
  /** What it opens, 1 to 200 characters. */
  readonly description: string;
  readonly store: SecretStore;
}

/** Something secret in a store from which others read it with their role. It lies in Terraform's state too. */
export abstract class Secret extends Construct {
  readonly secretName: string;
  private readonly props: SecretProps;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    this.secretName = props.secretName;
    this.props = props;
  }

  /** Lets a role read the secret. OOS keeps the value of a parameter in a KMS secret of its own, `oos/<name>`. */
  grantRead(role: Role): void {
    const oos = this.props.store.kind === "oos";
    if (oos) {
      const resources = [`acs:oos:*:*:secretparameter/${this.secretName}`];
      role.addToPolicy({ effect: "Allow", actions: ["oos:GetSecretParameter"], resources });
    }
    const resources = [`acs:kms:*:*:secret/${oos ? "oos/" : ""}${this.secretName}`];
    role.addToPolicy({ effect: "Allow", actions: ["kms:GetSecretValue"], resources });
    if (this.props.store.kmsKeyId === undefined) return;
    const keys = [`acs:kms:*:*:key/${this.props.store.kmsKeyId}`];
    role.addToPolicy({ effect: "Allow", actions: ["kms:Decrypt"], resources: keys });
  }

  /** Puts the value into the store. */
  protected keep(value: string): void {
    const { secretName, description, store } = this.props;
    if (store.kind === "oos") {
      new OosSecretParameter(this, "parameter", {
        secretParameterName: secretName,
        description,
        value,
        keyId: store.kmsKeyId,
      });
      return;
    }
    new KmsSecret(this, "secret", {
      secretName,
      description,
      secretData: value,
      versionId: "v1",
      dkmsInstanceId: store.kmsInstanceId,
      encryptionKeyId: store.kmsKeyId,
      recoveryWindowInDays: 30,
    });
  }
}
