import { SslVpnServer } from "@cdktf/provider-alicloud/lib/ssl-vpn-server";
import { VpnConnection } from "@cdktf/provider-alicloud/lib/vpn-connection";
import { VpnCustomerGateway } from "@cdktf/provider-alicloud/lib/vpn-customer-gateway";
import { VpnGateway as VpnGatewayResource } from "@cdktf/provider-alicloud/lib/vpn-gateway";
import { Construct } from "constructs";
import type { IVSwitch } from "./v-switch";
import type { IVpc } from "./vpc";

/** Administrators' laptops, connected by SSL-VPN. */
export interface VpnClients {
  /**
   * Addresses of the laptops inside the tunnel, in CIDR notation. They may not overlap any network that the laptops
   * use.
   */
  readonly cidr: string;
  /** Greatest number of laptops that are connected at the same time: 5, 10, 20, 50, 100, 200, 500 or 1000. */
  readonly maximum: number;
}

/** An office or another network, connected by IPsec. */
export interface VpnSite {
  readonly name: string;
  /** The public IPv4 address of the site's own gateway. */
  readonly gatewayIp: string;
  /** The site's own addresses, in CIDR notation. */
  readonly cidr: string;
}

export interface VpnGatewayProps {
  readonly vpc: IVpc;
  /** Two vSwitches in different zones: the gateway has an instance in each. */
  readonly vSwitches: readonly [IVSwitch, IVSwitch];
  /** First part of every name, such as `example-production`. */
  readonly name: string;
  /** 5, 10, 20, 50, 100, 200, 500 or 1000 Mbit/s. */
  readonly bandwidthMbps: number;
  /** @default no SSL-VPN */
  readonly clients?: VpnClients;
  /** @default no IPsec */
  readonly sites?: readonly VpnSite[];
}

/**
 * A VPN gateway for administrators and offices. Client certificates are issued in the console, because Terraform would
 * keep their private keys in its state. The service generates the pre-shared key of each site, which is read in the
 * console.
 */
export class VpnGateway extends Construct {
  readonly vpnGatewayId: string;
  /** The gateway's public address. */
  readonly internetIp: string;

  constructor(scope: Construct, id: string, props: VpnGatewayProps) {
    super(scope, id);
    const { vpc, vSwitches, clients, sites = [] } = props;
    const gateway = new VpnGatewayResource(this, "Default", {
      vpnGatewayName: `${props.name}-vpn`,
      vpnType: "Normal",
      networkType: "public",
      paymentType: "PayAsYouGo",
      bandwidth: props.bandwidthMbps,
      vpcId: vpc.vpcId,
      vswitchId: vSwitches[0].vSwitchId,
      disasterRecoveryVswitchId: vSwitches[1].vSwitchId,
      enableIpsec: sites.length > 0,
      enableSsl: clients !== undefined,
      sslConnections: clients?.maximum,
    });
    this.vpnGatewayId = gateway.id;
    this.internetIp = gateway.internetIp;
    if (clients) this.serveClients(clients, props);
    for (const site of sites) this.connect(site, props);
  }

  private serveClients(clients: VpnClients, { vpc, name }: VpnGatewayProps): void {
    new SslVpnServer(this, "clients", {
      name: `${name}-vpn-clients`,
      vpnGatewayId: this.vpnGatewayId,
      clientIpPool: clients.cidr,
      localSubnet: vpc.cidr,
      protocol: "UDP",
      cipher: "AES-256-CBC",
      port: 1194,
    });
  }

  /** Makes two tunnels, one from each zone, to the site's gateway. */
  private connect(site: VpnSite, { vpc, name }: VpnGatewayProps): void {
    const customerGateway = new VpnCustomerGateway(this, `${site.name}-gateway`, {
      customerGatewayName: `${name}-${site.name}`,
      ipAddress: site.gatewayIp,
    });
    const tunnel = (role: string) => ({
      role,
      customerGatewayId: customerGateway.id,
      enableDpd: true,
      enableNatTraversal: true,
      tunnelIkeConfig: {
        ikeVersion: "ikev2",
        ikeEncAlg: "aes256",
        ikeAuthAlg: "sha256",
        ikePfs: "group14",
      },
      tunnelIpsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
    });
    new VpnConnection(this, `${site.name}-connection`, {
      vpnConnectionName: `${name}-${site.name}`,
      vpnGatewayId: this.vpnGatewayId,
      localSubnet: [vpc.cidr],
      remoteSubnet: [site.cidr],
      autoConfigRoute: true,
      effectImmediately: false,
      networkType: "public",
      tunnelOptionsSpecification: [tunnel("master"), tunnel("slave")],
    });
  }
}
