import { Healthcheck } from "@cdktf/provider-cloudflare/lib/healthcheck";
import { NotificationPolicy, type NotificationPolicyConfig } from "@cdktf/provider-cloudflare/lib/notification-policy";
import { Construct } from "constructs";
import type { Header } from "./zone-headers";
import { PLAN_LIMITS, type ZonePlan } from "./zone-plan";

export interface OriginMonitorProps {
  /** The zone's plan: one without health checks has the other notifications only. */
  readonly plan: ZonePlan;
  readonly accountId: string;
  readonly zoneId: string;
  /** Name of the check and first part of the notifications' names: letters, digits, hyphens and underscores. */
  readonly name: string;
  /** Host name of the origin, not of Cloudflare. */
  readonly address: string;
  /** `Host` header of the checks. */
  readonly host: string;
  /** Path that answers with 200 while the origin works. */
  readonly path: string;
  /** Secret header by which the origin recognizes Cloudflare. */
  readonly header: Header;
  /**
   * Whether the origin asks for a client certificate. Cloudflare's checks do not go through the zone and show none, so
   * there are none then.
   *
   * @default false
   */
  readonly asksForCertificate?: boolean;
  /** E-mail addresses that get the notifications, at least one. */
  readonly emails: readonly string[];
  /**
   * Regions from which Cloudflare checks, by its own names.
   *
   * @default Southeast Asia, Northeast Asia and Western Europe
   */
  readonly checkRegions?: readonly string[];
}

type Policy = Pick<NotificationPolicyConfig, "alertType" | "filters">;

/**
 * A health check of the origin by Cloudflare, once a minute, and notifications of failed checks, of attacks (DDoS) and
 * of events of the zone's certificates.
 */
export class OriginMonitor extends Construct {
  constructor(scope: Construct, id: string, props: OriginMonitorProps) {
    super(scope, id);
    const { accountId, zoneId, name } = props;
    const email = props.emails.map((address) => ({ id: address }));
    const canCheck = PLAN_LIMITS[props.plan].healthChecks > 0 && !props.asksForCertificate;
    const policies: Readonly<Record<string, Policy>> = {
      ...(canCheck && { health: this.watch(props) }),
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

  private watch({ zoneId, name, header, ...props }: OriginMonitorProps): Policy {
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
      checkRegions: [...(props.checkRegions ?? ["SEAS", "NEAS", "WEU"])],
      httpConfig: {
        method: "GET",
        port: 443,
        path: props.path,
        expectedCodes: ["200"],
        header: { Host: [props.host], [header.name]: [header.value] },
      },
    });
    return { alertType: "health_check_status_notification", filters: { healthCheckId: [check.id] } };
  }
}
