import { Construct } from "constructs";
import { IssuedSecret } from "../../../constructs/security/issued-secret";
import type { SecretStore } from "../../../constructs/security/secret";
import { ServiceUser } from "../../../constructs/security/service-user";
import type { Bucket } from "../../../constructs/storage/bucket";
import type { LokiSecret } from "../../conventions/secrets";

export interface LokiKeyProps {
  /** The bucket in which Loki keeps the logs of containers. */
  readonly logBucket: Bucket;
  readonly userName: string;
  readonly secretName: (purpose: LokiSecret) => string;
  readonly store: SecretStore;
}

/** Loki's access key for its bucket. OSS does not accept the roles of pods on its S3 interface. */
export class LokiKey extends Construct {
  constructor(scope: Construct, id: string, props: LokiKeyProps) {
    super(scope, id);
    const { logBucket, userName, secretName, store } = props;
    const user = new ServiceUser(this, "user", {
      userName,
      description: "Loki, which keeps the logs of containers in OSS",
    });
    logBucket.grantReadWrite(user);
    const keep = (purpose: LokiSecret, description: string, value: string) =>
      new IssuedSecret(this, purpose, { secretName: secretName(purpose), store, description, value });
    keep("loki-access-key-id", "Loki's access key for its bucket: its id", user.accessKeyId);
    keep("loki-access-key-secret", "Loki's access key for its bucket", user.accessKeySecret);
  }
}
