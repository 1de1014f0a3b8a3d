import { ImsOidcProvider } from "@cdktf/provider-alicloud/lib/ims-oidc-provider";
import { Construct } from "constructs";
import type { Trust } from "./role";

const ISSUER = "https://token.actions.githubusercontent.com";
const AUDIENCE = "sts.aliyuncs.com";

export interface GithubIdentityProps {
  /** 16-digit id of the account. */
  readonly accountId: string;
  /** Name of the identity provider in RAM; unique in the account. */
  readonly name: string;
  /** Repository whose jobs are trusted, as `owner/name`. */
  readonly repository: string;
  /** SHA-1 fingerprints of the authorities that sign GitHub's token endpoint: 1 to 5, 40 hexadecimal digits each. */
  readonly fingerprints: readonly string[];
}

/**
 * An OIDC identity provider for GitHub Actions: a job exchanges its token for temporary keys of a role, so that no
 * long-lived key is stored at GitHub.
 */
export class GithubIdentity extends Construct {
  readonly arn: string;
  private readonly repository: string;

  /** Trust in jobs of a repository that run in GitHub environments, by a provider that another stack makes. */
  static trust(arn: string, repository: string, environments: readonly string[]): Trust {
    return {
      principal: { Federated: [arn] },
      conditions: {
        StringEquals: {
          "oidc:iss": [ISSUER],
          "oidc:aud": [AUDIENCE],
          "oidc:sub": environments.map((environment) => `repo:${repository}:environment:${environment}`),
        },
      },
    };
  }

  constructor(scope: Construct, id: string, props: GithubIdentityProps) {
    super(scope, id);
    new ImsOidcProvider(this, "Default", {
      oidcProviderName: props.name,
      description: "GitHub Actions",
      issuerUrl: ISSUER,
      clientIds: [AUDIENCE],
      fingerprints: [...props.fingerprints],
      // In hours, the least that there is: a job uses its token within minutes, and an older one may be stolen.
      issuanceLimitTime: 1,
    });
    this.arn = `acs:ram::${props.accountId}:oidc-provider/${props.name}`;
    this.repository = props.repository;
  }

  /** Trust in the jobs of the repository that run in one of these GitHub environments. */
  jobsIn(environments: readonly string[]): Trust {
    return GithubIdentity.trust(this.arn, this.repository, environments);
  }
}
