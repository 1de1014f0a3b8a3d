import { Construct } from "constructs";
import { GeneratedSecret } from "../../constructs/security/generated-secret";
import { IssuedSecret } from "../../constructs/security/issued-secret";
import type { SecretStore } from "../../constructs/security/secret";
import { ServiceUser } from "../../constructs/security/service-user";
import type { Bucket } from "../../constructs/storage/bucket";
import type { ClusterDataSecret } from "../conventions/secrets";

export interface ClusterDataProps {
  /** The bucket in which Loki keeps the logs of containers. */
  readonly logBucket: Bucket;
  /** The RAM user whose key Loki uses, because OSS does not accept the roles of pods on its S3 interface. */
  readonly logUserName: string;
  readonly secretName: (purpose: ClusterDataSecret) => string;
  readonly store: SecretStore;
}

/** Data that the cluster's platform must not lose: Loki's bucket with its key, and Grafana's administrator. */
export class ClusterData extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterDataProps,
  ) {
    super(scope, id);
    const loki = new ServiceUser(this, "loki-user", {
      userName: props.logUserName,
      description: "Loki, which keeps the logs of containers in OSS",
    });
    props.logBucket.grantReadWrite(loki);
    this.keep("loki-access-key-id", "Loki's access key for its bucket: its id", loki.accessKeyId);
    this.keep("loki-access-key-secret", "Loki's access key for its bucket", loki.accessKeySecret);
    // Grafana's chart reads the administrator's name from the same Secret as the password.
    this.keep("grafana-user", "Name of Grafana's administrator", "admin");
    const description = "Password of Grafana's administrator";
    new GeneratedSecret(this, "grafana-password", { ...this.secret("grafana-password"), description });
  }

  private keep(purpose: ClusterDataSecret, description: string, value: string): void {
    new IssuedSecret(this, purpose, { ...this.secret(purpose), description, value });
  }

  private secret(purpose: ClusterDataSecret): { secretName: string; store: SecretStore } {
    return { secretName: this.props.secretName(purpose), store: this.props.store };
  }
}
