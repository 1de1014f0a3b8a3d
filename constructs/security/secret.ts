import { KmsSecret } from "@cdktf/provider-alicloud/lib/kms-secret";
import { OosSecretParameter } from "@cdktf/provider-alicloud/lib/oos-secret-parameter";
import { Construct } from "constructs";
import type { Grantee } from "./identity-policy";

/** Service that keeps secrets. */
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
  /** What the secret gives access to, 1 to 200 characters. */
  readonly description: string;
  readonly store: SecretStore;
}

/**
 * Lets a role, or a user, read secrets by their names, also those that people put into the store. OOS keeps the value
 * of a parameter in the KMS secret `oos/<name>`.
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

/** A value in a secret store, from which programs read it with their role. It is in Terraform's state too. */
export abstract class Secret extends Construct {
  readonly secretName: string;
  private readonly props: SecretProps;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    this.secretName = props.secretName;
    this.props = props;
  }

  /** Lets a role, or a user, read the secret. */
  grantRead(grantee: Grantee): void {
    grantSecretRead(grantee, this.props.store, [this.secretName]);
  }

  /** Writes the value into the store. */
  protected save(value: string): void {
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
