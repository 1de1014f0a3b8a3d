import { AlbListener, type AlbListenerConfig } from "@cdktf/provider-alicloud/lib/alb-listener";
import { AlbLoadBalancer } from "@cdktf/provider-alicloud/lib/alb-load-balancer";
import { AlbLoadBalancerSecurityGroupAttachment } from "@cdktf/provider-alicloud/lib/alb-load-balancer-security-group-attachment";
import { AlbRule } from "@cdktf/provider-alicloud/lib/alb-rule";
import { AlbSecurityPolicy } from "@cdktf/provider-alicloud/lib/alb-security-policy";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { IVSwitch } from "../network/v-switch";
import type { IVpc } from "../network/vpc";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { LogStore } from "../observability/log-store";
import { AllowList } from "./allow-list";
import { type ListenerRoute, ListenerRules, type SecretHeader } from "./listener-rules";
import { LOAD_BALANCER_ALARMS } from "./load-balancer-alarms";

/** Cipher suites with forward secrecy and authenticated encryption only; the last three are those of TLS 1.3. */
const CIPHERS = [
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
];

export interface LoadBalancerProps {
  readonly vpc: IVpc;
  /** At least two, each in a zone of its own: the load balancer has an address in each. */
  readonly vSwitches: readonly [IVSwitch, IVSwitch, ...IVSwitch[]];
  readonly securityGroup: SecurityGroup;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** Id of a certificate that exists, with its region: `12345678-cn-hangzhou`. */
  readonly certificateId: string;
  /**
   * Id of the certificate of an authority. Port 443 then refuses clients that show no certificate of it (mutual TLS).
   *
   * @default none: clients show no certificate
   */
  readonly clientAuthorityId?: string;
  /** Where requests go. Exactly one route has no paths. */
  readonly routes: readonly ListenerRoute[];
  /**
   * A header that every request on port 443 needs.
   *
   * @default none
   */
  readonly secretHeader?: SecretHeader;
  /** The log store that records each request. */
  readonly accessLog: LogStore;
  /**
   * Seconds without a request after which the load balancer closes a connection, 1 to 600.
   *
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Seconds after which a request without an answer is answered with 504, 1 to 600.
   *
   * @default 60
   */
  readonly requestTimeoutSeconds?: number;
  /**
   * Whether Alibaba Cloud refuses to delete the load balancer.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * An application load balancer (ALB) on the Internet, in two zones or more: HTTPS on port 443 with TLS 1.2 or newer,
 * and a redirect to it on port 80. Its public addresses are its own; a CNAME record leads to its host name.
 */
export class LoadBalancer extends Construct {
  readonly loadBalancerId: string;
  /** Host name that resolves to its addresses. */
  readonly dnsName: string;
  private readonly props: LoadBalancerProps;
  private readonly tlsPolicyId: string;
  private readonly http: AlbListener;
  private readonly https: AlbListener;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.props = props;
    const balancer = new AlbLoadBalancer(this, "Default", {
      loadBalancerName: props.name,
      loadBalancerEdition: "Standard",
      addressType: "Internet",
      addressAllocatedMode: "Fixed",
      addressIpVersion: "IPv4",
      vpcId: props.vpc.vpcId,
      zoneMappings: props.vSwitches.map(({ vSwitchId, zone }) => ({ vswitchId: vSwitchId, zoneId: zone })),
      loadBalancerBillingConfig: { payType: "PayAsYouGo" },
      accessLogConfig: { logProject: props.accessLog.projectName, logStore: props.accessLog.name },
      deletionProtectionEnabled: props.deletionProtection ?? true,
    });
    this.loadBalancerId = balancer.id;
    this.dnsName = balancer.dnsName;
    new AlbLoadBalancerSecurityGroupAttachment(this, "security-group", {
      loadBalancerId: this.loadBalancerId,
      securityGroupId: props.securityGroup.securityGroupId,
    });
    const policy = new AlbSecurityPolicy(this, "tls", {
      securityPolicyName: props.name,
      tlsVersions: ["TLSv1.2", "TLSv1.3"],
      ciphers: CIPHERS,
    });
    this.tlsPolicyId = policy.id;
    this.https = this.createHttpsListener("https", 443, props.secretHeader, props.clientAuthorityId);
    this.http = this.createListener("http", 80, { listenerProtocol: "HTTP" });
    this.redirectToHttps();
  }

  /**
   * Adds an HTTPS listener on another port, with the same routes, for requests with a header. It asks for no client
   * certificate, and {@link allowOnly} does not apply to it.
   */
  addListener(port: number, secretHeader: SecretHeader): void {
    this.createHttpsListener(`https-${port}`, port, secretHeader);
  }

  /** Refuses connections on ports 80 and 443 from all addresses but these IPv4 blocks. */
  allowOnly(cidrs: readonly string[]): void {
    new AllowList(this, "allow-list", {
      name: `${this.props.name}-allowed`,
      cidrs,
      listenerIds: { http: this.http.id, https: this.https.id },
    });
  }

  /** Makes the alarms of {@link LOAD_BALANCER_ALARMS}; their names start with `namePrefix`. */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    const dimensions = { loadBalancerId: this.loadBalancerId };
    addAlarms(this, LOAD_BALANCER_ALARMS, { namespace: "acs_alb", dimensions, contacts, namePrefix });
  }

  private createHttpsListener(
    id: string,
    port: number,
    secretHeader: SecretHeader | undefined,
    clientAuthorityId?: string,
  ): AlbListener {
    const listener = this.createListener(id, port, {
      listenerProtocol: "HTTPS",
      certificates: [{ certificateId: this.props.certificateId }],
      caEnabled: clientAuthorityId !== undefined,
      caCertificates: clientAuthorityId ? [{ certificateId: clientAuthorityId }] : undefined,
      securityPolicyId: this.tlsPolicyId,
      http2Enabled: true,
    });
    new ListenerRules(this, `${id}-rules`, {
      listenerId: listener.id,
      name: `${this.props.name}-${id}`,
      routes: this.props.routes,
      secretHeader,
    });
    return listener;
  }

  private createListener(
    id: string,
    listenerPort: number,
    protocol: Partial<AlbListenerConfig> & Pick<AlbListenerConfig, "listenerProtocol">,
  ): AlbListener {
    const defaultServerGroup = this.props.routes.find(({ paths }) => paths.length === 0)?.serverGroups[0].serverGroup;
    if (defaultServerGroup === undefined) throw new Error(`[${this.node.path}] routes: none is without paths; add one`);
    const tuple = { serverGroupId: defaultServerGroup.serverGroupId };
    return new AlbListener(this, id, {
      loadBalancerId: this.loadBalancerId,
      listenerPort,
      listenerDescription: `${this.props.name}-${id}`,
      idleTimeout: this.props.idleTimeoutSeconds ?? 60,
      requestTimeout: this.props.requestTimeoutSeconds ?? 60,
      gzipEnabled: true,
      defaultActions: [{ type: "ForwardGroup", forwardGroupConfig: { serverGroupTuples: [tuple] } }],
      xForwardedForConfig: { xForwardedForEnabled: true, xForwardedForProtoEnabled: true },
      ...protocol,
    });
  }

  /** A rule redirects every request, because the default action of a listener can only forward. */
  private redirectToHttps(): void {
    new AlbRule(this, "redirect", {
      ruleName: `${this.props.name}-redirect`,
      listenerId: this.http.id,
      priority: 1,
      ruleConditions: [{ type: "Path", pathConfig: { values: ["/*"] } }],
      ruleActions: [
        { order: 1, type: "Redirect", redirectConfig: { protocol: "HTTPS", port: "443", httpCode: "301" } },
      ],
    });
  }
}
