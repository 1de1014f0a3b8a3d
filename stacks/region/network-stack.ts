import type { Construct } from "constructs";
import { ElasticIp } from "../../constructs/network/elastic-ip";
import { FlowLog } from "../../constructs/network/flow-log";
import { NatGateway } from "../../constructs/network/nat-gateway";
import { PrivateZone } from "../../constructs/network/private-zone";
import { Ports, SecurityGroup } from "../../constructs/network/security-group";
import { type IVSwitch, VSwitch } from "../../constructs/network/v-switch";
import { type IVpc, Vpc } from "../../constructs/network/vpc";
import { VpnGateway } from "../../constructs/network/vpn-gateway";
import type { AlarmContacts } from "../../constructs/observability/alarm-contacts";
import { LogProject } from "../../constructs/observability/log-project";
import { LogStore } from "../../constructs/observability/log-store";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { webServices } from "../../environments/schema/services/services";
import { BaseStack, type StackProps } from "../base";
import { isChinaOrigin } from "../conventions/china-origin";
import { type HostLabel, privateZoneName } from "../conventions/names";
import { PORTS } from "../conventions/ports";
import { hasCluster } from "../phases";
import type { OperationsStack } from "./operations-stack";

export interface NetworkStackProps extends StackProps<PlatformEnvironment> {
  /** The stack with the contacts that the network's alarms tell. */
  readonly operations: OperationsStack;
}

/** At least two vSwitches, each in a zone of its own. */
export type VSwitches = readonly [IVSwitch, IVSwitch, ...IVSwitch[]];

/**
 * The environment's network: a VPC over two zones, the NAT gateway, security groups with their rules, and flow logs
 * (requirements: vpc, nat-gateway, elastic-ips, vpn-gateway, firewall-ssh).
 */
export class NetworkStack extends BaseStack<PlatformEnvironment> {
  readonly vpc: IVpc;
  readonly publicVSwitches: VSwitches;
  readonly privateVSwitches: VSwitches;
  /** The security group of the load balancer. */
  readonly loadBalancerGroup: SecurityGroup;
  /** The security group of the bastion. */
  readonly bastionGroup: SecurityGroup;
  /** The security group of all other hosts. */
  readonly hostGroup: SecurityGroup;
  /** The address at which administrators find the bastion. */
  readonly bastionIp: ElasticIp;
  /** The NAT gateway. Undefined when an existing VPC brings its own way to the Internet. */
  readonly natGateway: NatGateway | undefined;
  /** The DNS zone with names that only the VPC resolves. */
  readonly privateZone: PrivateZone;
  private readonly contacts: AlarmContacts;

  constructor(scope: Construct, props: NetworkStackProps) {
    super(scope, "network", props);
    this.contacts = props.operations.contacts;
    this.vpc = this.addVpc();
    this.publicVSwitches = this.addVSwitches("public");
    this.privateVSwitches = this.addVSwitches("private");
    this.bastionIp = this.addElasticIp("bastion", this.environment.network.bastionBandwidthMbps);
    this.natGateway = this.environment.network.nat ? this.addNatGateway() : undefined;
    this.privateZone = new PrivateZone(this, "private-zone", {
      vpc: this.vpc,
      zoneName: privateZoneName(this.owner, this.environment.name),
    });
    this.addFlowLog();
    this.addVpn();

    this.loadBalancerGroup = this.addSecurityGroup("load-balancer", "The load balancer: HTTP and HTTPS, nothing else");
    this.bastionGroup = this.addSecurityGroup("bastion", "The bastion: SSH from administrators, nothing else");
    this.hostGroup = this.addSecurityGroup("hosts", "Every host behind the load balancer and the bastion");
    this.addRules();
    this.addOutputs();
  }

  /** The name of a single host inside the VPC. Used only while there is such a host. */
  hostName(label: HostLabel): string {
    return `${label}.${this.privateZone.zoneName}`;
  }

  private addVpc(): IVpc {
    const { cidr, id } = this.environment.network.vpc;
    if (id !== undefined) return Vpc.fromVpcId(this, "vpc", { vpcId: id, cidr });
    const { deletionProtection } = this.environment;
    return new Vpc(this, "vpc", { name: `${this.prefix}-vpc`, cidr, deletionProtection });
  }

  private addVSwitches(kind: "public" | "private"): VSwitches {
    const vSwitches = this.environment.network.vSwitches[kind].map(({ zone, cidr, id }) => {
      const constructId = `${kind}-${zone}`;
      if (id !== undefined) return VSwitch.fromVSwitchId(this, constructId, { vSwitchId: id, zone, cidr });
      return new VSwitch(this, constructId, { vpc: this.vpc, name: `${this.prefix}-${constructId}`, zone, cidr });
    });
    // The environment's schema requires at least two.
    return vSwitches as unknown as VSwitches;
  }

  private addElasticIp(role: string, bandwidthMbps: number): ElasticIp {
    const { deletionProtection } = this.environment;
    const name = `${this.prefix}-${role}`;
    const elasticIp = new ElasticIp(this, `${role}-ip`, { name, bandwidthMbps, deletionProtection });
    elasticIp.addAlarms(this.contacts, `${name}-ip`);
    return elasticIp;
  }

  private addNatGateway(): NatGateway {
    const { deletionProtection, network } = this.environment;
    const elasticIp = this.addElasticIp("nat", network.egressBandwidthMbps);
    const gateway = new NatGateway(this, "nat", {
      vpc: this.vpc,
      vSwitch: this.publicVSwitches[0],
      elasticIp,
      name: `${this.prefix}-nat`,
      deletionProtection,
    });
    for (const vSwitch of this.privateVSwitches) gateway.allowEgress(vSwitch.zone, vSwitch);
    gateway.addAlarms(this.contacts, `${this.prefix}-nat`);
    this.output("nat_gateway_id", gateway.natGatewayId, "NAT gateway of the private vSwitches");
    this.output("egress_ip", elasticIp.ipAddress, "Address under which hosts and pods reach the Internet");
    return gateway;
  }

  private addFlowLog(): void {
    const { deletionProtection, network } = this.environment;
    const { retentionDays, aggregationMinutes } = network.flowLogs;
    const project = new LogProject(this, "network-logs", {
      projectName: `${this.prefix}-network-${this.owner.accountId}`,
      description: "Flows in the VPC",
      deletionProtection,
    });
    const logStore = new LogStore(this, "flow-log-store", {
      project,
      name: "flow-log",
      retentionDays,
      deletionProtection,
    });
    new FlowLog(this, "flow-log", { vpc: this.vpc, name: `${this.prefix}-flow-log`, logStore, aggregationMinutes });
    this.output("network_log_project", project.projectName, "Log project in which flows are searched");
  }

  private addVpn(): void {
    const { vpn } = this.environment.network;
    if (vpn === undefined) return;
    const [first, second] = this.publicVSwitches;
    const gateway = new VpnGateway(this, "vpn", {
      vpc: this.vpc,
      vSwitches: [first, second],
      name: this.prefix,
      ...vpn,
    });
    this.output("vpn_gateway_id", gateway.vpnGatewayId, "VPN gateway");
    this.output("vpn_ip", gateway.internetIp, "Address at which offices find the VPN gateway");
  }

  private addSecurityGroup(role: string, description: string): SecurityGroup {
    return new SecurityGroup(this, `${role}-group`, { vpc: this.vpc, name: `${this.prefix}-${role}`, description });
  }

  /** Allows only needed traffic (requirements: firewall-http, firewall-https, firewall-ssh, firewall-internal). */
  private addRules(): void {
    const { webSources } = this.environment.network;
    for (const source of webSources) {
      this.loadBalancerGroup.allowFromCidr(source, Ports.tcp(PORTS.http), "HTTP, answered with a redirect to HTTPS");
      this.loadBalancerGroup.allowFromCidr(source, Ports.tcp(PORTS.https), "HTTPS");
    }
    if (isChinaOrigin(this.environment, this.owner)) {
      const ports = Ports.tcp(PORTS.chinaOrigin);
      // The CDN's nodes may have any address, so a secret header lets it in instead.
      this.loadBalancerGroup.allowFromCidr("0.0.0.0/0", ports, "HTTPS, pulled by the China CDN");
    }
    for (const admins of this.owner.adminCidrs) {
      this.bastionGroup.allowFromCidr(admins, Ports.tcp(PORTS.ssh), "SSH from administrators");
    }
    this.hostGroup.allowFromGroup(this.bastionGroup, Ports.tcp(PORTS.ssh), "SSH from the bastion");
    // An ALB reaches its hosts from addresses of its vSwitches, which are in no security group.
    for (const { cidr } of this.publicVSwitches) {
      for (const { name, ports } of webServices(this.environment.services)) {
        this.hostGroup.allowFromCidr(cidr, Ports.tcp(ports.host), `${name}, from the load balancer`);
      }
    }
    if (hasCluster(this.environment)) {
      for (const { cidr } of this.publicVSwitches) {
        this.hostGroup.allowFromCidr(
          cidr,
          Ports.tcp(PORTS.ingressNode),
          "Ingress of the cluster, from the load balancer",
        );
      }
    }
    this.hostGroup.allowInternal("Hosts among themselves");
  }

  private addOutputs(): void {
    this.output("vpc_id", this.vpc.vpcId, "VPC");
    for (const vSwitch of [...this.publicVSwitches, ...this.privateVSwitches]) {
      const name = `${vSwitch.node.id.replaceAll("-", "_")}_vswitch_id`;
      this.output(name, vSwitch.vSwitchId, `vSwitch ${vSwitch.cidr} in ${vSwitch.zone}`);
    }
    this.output("bastion_ip", this.bastionIp.ipAddress, "Address at which administrators find the bastion");
    this.output(
      "load_balancer_group_id",
      this.loadBalancerGroup.securityGroupId,
      "Security group of the load balancer",
    );
    this.output("bastion_group_id", this.bastionGroup.securityGroupId, "Security group of the bastion");
    this.output("host_group_id", this.hostGroup.securityGroupId, "Security group of every other host");
  }
}
