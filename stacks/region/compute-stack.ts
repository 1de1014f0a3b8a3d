import path from "node:path";
import type { Construct } from "constructs";
import { AppFleet } from "../../constructs/compute/app-fleet";
import { bootScript } from "../../constructs/compute/boot-script";
import { HostAlarms } from "../../constructs/compute/host-alarms";
import { HostBundle } from "../../constructs/compute/host-bundle";
import { HostGroup, type HostGroupProps } from "../../constructs/compute/host-group";
import { MachineImage } from "../../constructs/compute/machine-image";
import { RollingRefresh } from "../../constructs/compute/rolling-refresh";
import { ScalingSchedule } from "../../constructs/compute/scaling-schedule";
import type { ListenerRoute } from "../../constructs/load-balancing/listener-rules";
import { LoadBalancer } from "../../constructs/load-balancing/load-balancer";
import { ServerGroup } from "../../constructs/load-balancing/server-group";
import { HostName } from "../../constructs/network/host-name";
import { Role } from "../../constructs/security/role";
import { serviceTrust } from "../../constructs/security/service-trust";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { bucketName, CHINA_ORIGIN_PORT, hostName, ORIGIN_HEADERS } from "../conventions/names";
import { SEARCH_PORT } from "../in-cluster/workloads/workload-traffic";
import { clusterPercent, hasServiceHosts, INGRESS_NODE_PORT } from "../phases";
import type { ClusterStack } from "./cluster-stack";
import type { DataStack } from "./data-stack";
import { HOST_KINDS, type HostKind, hostSecrets, serviceSettings } from "./host-kinds";
import { type NetworkStack, SEARCH_LABEL } from "./network-stack";
import { HEALTH_PATH, type OperationsStack } from "./operations-stack";

/** Program of every host's user data. The bundles have it too, as a library. */
const BOOT_PROGRAM = "hosts/every/opt/ainav/lib/boot.py";
/** Where a data disk appears on its host. */
const DATA_MOUNT_POINT = "/data";

export interface ComputeStackProps extends StackProps<PlatformEnvironment> {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
  /** In the phases that have one. */
  readonly cluster?: ClusterStack;
}

type Schedule = NonNullable<PlatformEnvironment["compute"]["hosts"]["app"]["schedule"]>;

interface ServiceHosts {
  /** Absent where the cluster serves alone. */
  readonly fleet?: AppFleet;
  readonly groups: readonly HostGroup[];
}

const NO_SERVICE_HOSTS: ServiceHosts = { groups: [] };

/**
 * The hosts and the load balancer. Specification, sections 1, 2.1, 2.4 and 10.2. What hosts are made from (roles, bundles)
 * is always there; the hosts themselves only when the environment says so: nothing here holds data.
 */
export class ComputeStack extends BaseStack<PlatformEnvironment> {
  private readonly roles: Readonly<Record<HostKind, Role>>;
  private balancerHost: string | undefined;
  private readonly bundles: Readonly<Record<HostKind, HostBundle>>;

  constructor(
    scope: Construct,
    private readonly props: ComputeStackProps,
  ) {
    super(scope, "compute", props);
    this.roles = forEachKind((kind) => this.addRole(kind));
    this.bundles = forEachKind((kind) => this.addBundle(kind));
    this.grantPermissions();
    if (this.environment.compute.enabled) this.addHosts();
  }

  /** The name that leads to the load balancer. @throws when the environment has none */
  get loadBalancerHost(): string {
    if (this.balancerHost === undefined)
      throw new Error(`[${this.node.path}] compute.enabled is false: there is no load balancer`);
    return this.balancerHost;
  }

  private addRole(kind: HostKind): Role {
    const role = new Role(this, `${kind}-role`, {
      roleName: `${this.prefix}-${kind}`,
      description: `What ${kind} hosts may do`,
      trustedBy: serviceTrust("ecs"),
    });
    this.output(`${kind}_role_arn`, role.arn, `Role of ${kind} hosts`);
    return role;
  }

  private addBundle(kind: HostKind): HostBundle {
    const bundle = new HostBundle(this, `${kind}-bundle`, {
      bucket: this.props.data.bucket("bundles"),
      name: kind,
      folders: ["every", kind].map((folder) => path.resolve("hosts", folder)),
    });
    bundle.grantRead(this.roles[kind]);
    return bundle;
  }

  /** Each kind of host may do what its services do, and no more. */
  private grantPermissions(): void {
    const { data, network } = this.props;
    const { app, worker, search, bastion } = this.roles;
    for (const kind of HOST_KINDS) {
      for (const secret of hostSecrets(kind)) data.secret(secret).grantRead(this.roles[kind]);
    }
    for (const role of [app, worker]) {
      data.bucket("assets").grantReadWrite(role);
      data.bucket("uploads").grantReadWrite(role);
    }
    for (const role of [worker, search]) data.bucket("backups").grantReadWrite(role);
    data.redis.grantBackup(worker);
    data.searchDisk.grantAttach(search);
    network.bastionIp.grantAssociate(bastion);
  }

  private addHosts(): void {
    const { network, operations } = this.props;
    const image = new MachineImage(this, "image", this.environment.compute.image);
    const bastion = new HostGroup(this, "bastion", {
      ...this.groupProps("bastion", image),
      vSwitches: network.publicVSwitches,
      securityGroup: network.bastionGroup,
    });
    const { fleet, groups } = hasServiceHosts(this.environment) ? this.addServiceHosts(image) : NO_SERVICE_HOSTS;
    this.addLoadBalancer(fleet);
    const all = [...groups, bastion];
    this.addRefresh(fleet, all);
    new HostAlarms(this, "host-alarms", { name: `${this.prefix}-hosts`, groups: all, contacts: operations.contacts });
    for (const group of all) {
      this.output(`${group.node.id}_scaling_group_id`, group.scalingGroupId, `Scaling group of ${group.node.id} hosts`);
    }
  }

  /** The hosts that the cluster's nodes take the place of in the last phase. */
  private addServiceHosts(image: MachineImage): ServiceHosts {
    const searchName = new HostName(this, "search-name", { zone: this.props.network.privateZone, label: SEARCH_LABEL });
    searchName.grantRegister(this.roles.search);
    this.output("search_host", searchName.hostName, "Name of the search host inside the VPC");
    const { schedule, ...app } = this.environment.compute.hosts.app;
    const fleet = new AppFleet(this, "app", {
      ...this.groupProps("app", image),
      ...app,
      externallyScaled: schedule !== undefined,
    });
    if (schedule !== undefined) this.addSchedule(fleet, schedule);
    const worker = new HostGroup(this, "worker", this.groupProps("worker", image));
    const search = new HostGroup(this, "search", {
      ...this.groupProps("search", image, searchName),
      // Only in the zone of its disk.
      vSwitches: this.props.network.privateVSwitches.slice(0, 1),
    });
    return { fleet, groups: [fleet, worker, search] };
  }

  private groupProps(kind: HostKind, image: MachineImage, searchName?: HostName): HostGroupProps {
    const { network, data } = this.props;
    const { instanceTypes, systemDiskGiB } = this.environment.compute.hosts[kind];
    const bundle = this.bundles[kind];
    return {
      name: `${this.prefix}-${kind}`,
      vSwitches: network.privateVSwitches,
      securityGroup: network.hostGroup,
      role: this.roles[kind],
      image,
      instanceTypes,
      systemDiskGiB,
      minimum: 1,
      maximum: 1,
      deletionProtection: this.environment.deletionProtection,
      userData: bootScript({
        programFile: path.resolve(BOOT_PROGRAM),
        kind,
        environment: this.environment.name,
        project: this.owner.project,
        region: this.region,
        accountId: this.owner.accountId,
        bundle: { bucket: bundle.bucketName, key: bundle.key, sha256: bundle.sha256 },
        adminKeys: this.owner.adminPublicKeys,
        logIdentity: this.props.operations.hostLogs.identity,
        ...(kind === "search" && {
          dataDisk: { diskId: data.searchDisk.diskId, mountPoint: DATA_MOUNT_POINT },
        }),
        ...(searchName && { hostName: { recordId: searchName.recordId, label: searchName.label } }),
        ...(kind === "bastion" && { elasticIp: { allocationId: network.bastionIp.allocationId } }),
        services: serviceSettings(kind, {
          database: data.database,
          redis: { host: data.redis.endpoint, port: data.redis.port },
          searchUrl: `http://${network.searchHost}:${SEARCH_PORT}`,
          hostName: hostName(this.owner, this.environment),
          bucketName: (role) => bucketName(this.owner, this.environment.name, role),
          secretName: (role) => data.secret(role).secretName,
        }),
      }),
    };
  }

  private addLoadBalancer(fleet: AppFleet | undefined): void {
    const { network, operations, data } = this.props;
    const { deletionProtection, edge } = this.environment;
    const routes = this.routes(fleet);
    const balancer = new LoadBalancer(this, "load-balancer", {
      vpc: network.vpc,
      vSwitches: network.publicVSwitches,
      securityGroup: network.loadBalancerGroup,
      name: this.prefix,
      certificateId: this.owner.certificateId,
      routes,
      secretHeader: edge?.ownsZone ? { name: ORIGIN_HEADERS.edge, value: data.secret("origin-edge").value } : undefined,
      accessLog: operations.requestLog,
      deletionProtection,
    });
    const { webSources } = this.environment.network;
    if (!webSources.includes("0.0.0.0/0")) balancer.allowOnly(webSources);
    if (edge?.chinaCdn.icpNumber !== undefined) {
      balancer.addListener(CHINA_ORIGIN_PORT, { name: ORIGIN_HEADERS.china, value: data.secret("origin-china").value });
    }
    balancer.addAlarms(operations.contacts, `${this.prefix}-alb`);
    this.balancerHost = balancer.dnsName;
    this.output("load_balancer_id", balancer.loadBalancerId, "Load balancer");
    this.output("load_balancer_host", balancer.dnsName, "Host name of the load balancer, for CNAME records");
  }

  /** Each service on its port of the app hosts, or behind the cluster's ingress, or both by weight. */
  private routes(fleet: AppFleet | undefined): ListenerRoute[] {
    const { network, cluster } = this.props;
    const percent = clusterPercent(this.environment);
    const group = (name: string, port: number, healthHost?: string) =>
      new ServerGroup(this, name, {
        vpc: network.vpc,
        name: `${this.prefix}-${name}`,
        port,
        healthPath: HEALTH_PATH,
        healthHost,
      });
    const ingress = cluster && group("cluster", INGRESS_NODE_PORT, hostName(this.owner, this.environment));
    if (ingress) ingress.addScalingGroup("nodes", cluster.systemPool.scalingGroupId);
    if (fleet === undefined) {
      if (ingress === undefined) throw new Error(`[${this.node.path}] neither hosts nor a cluster: nobody serves`);
      // The ingress knows the services' paths.
      return [{ name: "cluster", paths: [], serverGroups: [{ serverGroup: ingress, weight: 100 }] }];
    }
    return this.environment.services.map(({ name, port, paths }) => {
      const serverGroup = group(name, port);
      fleet.attachToServerGroup(serverGroup);
      const hosts = { serverGroup, weight: 100 - percent };
      return { name, paths, serverGroups: ingress ? [hosts, { serverGroup: ingress, weight: percent }] : [hosts] };
    });
  }

  private addSchedule(group: AppFleet, { endsOn, entries: sizes }: Schedule): void {
    new ScalingSchedule(this, "schedule", { group, namePrefix: this.environment.name, sizes, endsOn });
    this.output("schedule_ends_on", endsOn, "Last day of the scaling schedule");
  }

  private addRefresh(fleet: AppFleet | undefined, groups: readonly HostGroup[]): void {
    const refresh = new RollingRefresh(this, "refresh", { name: `${this.prefix}-refresh`, region: this.region });
    for (const group of groups) {
      const limits =
        group === fleet
          ? { minHealthyPercent: 50, maxHealthyPercent: 150 }
          : { minHealthyPercent: 0, maxHealthyPercent: 100 };
      refresh.refresh(group, limits);
    }
  }
}

function forEachKind<T>(make: (kind: HostKind) => T): Record<HostKind, T> {
  return Object.fromEntries(HOST_KINDS.map((kind) => [kind, make(kind)])) as Record<HostKind, T>;
}
