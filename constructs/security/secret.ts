import { KmsSecret } from "@cdktf/provider-alicloud/lib/kms-secret";
import { OosSecretParameter } from "@cdktf/provider-alicloud/lib/oos-secret-parameter";
import { Construct } from "constructs";
import type { Grantee } from "./own-policy";

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

/**
 * Lets a role read secrets by their names, also such as people put into the store. OOS keeps the value of a parameter in a
 * KMS secret of its own, `oos/<name>`.
 */
export function grantSecretRead(grantee: Grantee, store: SecretStore, secretNames: readonly string[]): void {
  const oos = store.kind === "oos";
  const allow = (actions: readonly string[], resources: readonly string[]) =>
    grantee.addToPolicy({ effect: "Allow", actions, resources });
  if (oos) {
    allow(
      ["oos:GetSecretParameter"],
      secretNames.map((name) => `acs:oos:*:*:secretparameter/${name}`),
    );
  }
  allow(
    ["kms:GetSecretValue"],
    secretNames.map((name) => `acs:kms:*:*:secret/${oos ? "oos/" : ""}${name}`),
  );
  if (store.kmsKeyId !== undefined) allow(["kms:Decrypt"], [`acs:kms:*:*:key/${store.kmsKeyId}`]);
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

  /** Lets a role read the secret. */
  grantRead(grantee: Grantee): void {
    grantSecretRead(grantee, this.props.store, [this.secretName]);
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
