import { AccountToken } from "@cdktf/provider-cloudflare/lib/account-token";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { IssuedSecret } from "../security/issued-secret";
import type { SecretStore } from "../security/secret";

/** Cloudflare's permission group "Cache Purge" of a zone. */
const CACHE_PURGE = "e17beae8b8cb423a99b1730f21238bed";

export interface PurgeTokenProps {
  readonly accountId: string;
  readonly zoneId: string;
  /** Name shown in the dashboard. */
  readonly tokenName: string;
  /** Where releases find the token, and in which store. */
  readonly secretName: string;
  readonly store: SecretStore;
}

/** A token that can purge one zone's cache and do nothing else, for whoever releases the application. */
export class PurgeToken extends Construct {
  readonly secret: IssuedSecret;

  constructor(scope: Construct, id: string, props: PurgeTokenProps) {
    super(scope, id);
    const token = new AccountToken(this, "Default", {
      accountId: props.accountId,
      name: props.tokenName,
      policies: [
        {
          effect: "allow",
          permissionGroups: [{ id: CACHE_PURGE }],
          resources: Fn.jsonencode({ [`com.cloudflare.api.account.zone.${props.zoneId}`]: "*" }),
        },
      ],
    });
    this.secret = new IssuedSecret(this, "secret", {
      secretName: props.secretName,
      description: `Cloudflare token that purges the cache: ${props.tokenName}`,
      store: props.store,
      value: token.value,
    });
  }
}
