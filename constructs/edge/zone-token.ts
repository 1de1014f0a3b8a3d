import { AccountToken } from "@cdktf/provider-cloudflare/lib/account-token";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { IssuedSecret } from "../security/issued-secret";
import type { SecretStore } from "../security/secret";

/** Ids of Cloudflare's permission groups for zones. */
const PERMISSION_GROUPS = {
  "cache-purge": "e17beae8b8cb423a99b1730f21238bed",
  "dns-write": "4755a26eedb94da69e1066d98aa820be",
  "zone-read": "c8fed203ed3043cba015a93ad1616f1f",
} as const;

export interface ZoneTokenProps {
  readonly accountId: string;
  readonly zoneId: string;
  /** Name shown in the dashboard. */
  readonly tokenName: string;
  readonly permissions: readonly (keyof typeof PERMISSION_GROUPS)[];
  /** What the token does, such as `purges the cache`; part of the secret's description. */
  readonly purpose: string;
  /** Name of the secret that holds the token. */
  readonly secretName: string;
  readonly store: SecretStore;
}

/** An API token with a few permissions for one zone, kept in a secret store. */
export class ZoneToken extends Construct {
  readonly secret: IssuedSecret;

  constructor(scope: Construct, id: string, props: ZoneTokenProps) {
    super(scope, id);
    const token = new AccountToken(this, "Default", {
      accountId: props.accountId,
      name: props.tokenName,
      policies: [
        {
          effect: "allow",
          permissionGroups: props.permissions.map((name) => ({ id: PERMISSION_GROUPS[name] })),
          resources: Fn.jsonencode({ [`com.cloudflare.api.account.zone.${props.zoneId}`]: "*" }),
        },
      ],
    });
    this.secret = new IssuedSecret(this, "secret", {
      secretName: props.secretName,
      description: `Cloudflare token that ${props.purpose}: ${props.tokenName}`,
      store: props.store,
      value: token.value,
    });
  }
}
