import { Healthcheck } from "@cdktf/provider-cloudflare/lib/healthcheck";
import { NotificationPolicy } from "@cdktf/provider-cloudflare/lib/notification-policy";
import { Construct } from "constructs";
import type { Header } from "./zone-headers";

export interface OriginWatchProps {
  readonly accountId: string;
  readonly zoneId: string;
  /** Name of the check, letters, digits, hyphens and underscores; notifications begin with it. */
  readonly name: string;
  /** The origin itself, past Cloudflare's cache. */
  readonly address: string;
  /** The host that is asked for there. */
  readonly host: string;
  /** The page that answers with 2xx when the platform works. */
  readonly path: string;
  /** What the origin knows Cloudflare by. */
  readonly header: Header;
  /** Addresses of people, at least one. */
  readonly emails: readonly [string, ...string[]] | readonly string[];
}

/** Asks the origin from Cloudflare's side once a minute, and tells people when it fails, and of attacks and certificates. */
export class OriginWatch extends Construct {
  constructor(scope: Construct, id: string, props: OriginWatchProps) {
    super(scope, id);
    const { accountId, zoneId, name, header } = props;
    const check = new Healthcheck(this, "Default", {
      zoneId,
      name,
      description: `${props.host}${props.path}`,
      address: props.address,
      type: "HTTPS",
      interval: 60,
      retries: 2,
      timeout: 5,
      consecutiveFails: 2,
      consecutiveSuccesses: 2,
      checkRegions: ["SEAS", "NEAS", "WEU"],
      httpConfig: {
        method: "GET",
        port: 443,
        path: props.path,
        expectedCodes: ["200"],
        header: { Host: [props.host], [header.name]: [header.value] },
      },
    });
    const email = props.emails.map((address) => ({ id: address }));
    const policies = {
      health: { alertType: "health_check_status_notification", filters: { healthCheckId: [check.id] } },
      attacks: { alertType: "dos_attack_l7", filters: { zones: [zoneId] } },
      certificates: { alertType: "universal_ssl_event_type" },
    };
    for (const [policy, { alertType, ...filter }] of Object.entries(policies)) {
      new NotificationPolicy(this, policy, {
        accountId,
        name: `${name}-${policy}`,
        description: `${policy} of ${props.host}`,
        alertType,
        enabled: true,
        mechanisms: { email },
        ...filter,
      });
    }
  }
}
