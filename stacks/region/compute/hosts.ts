import path from "node:path";
import { AppFleet } from "../../../constructs/compute/app-fleet";
import { bootScript } from "../../../constructs/compute/boot-script";
import { HostAlarms } from "../../../constructs/compute/host-alarms";
import { HostBundle } from "../../../constructs/compute/host-bundle";
import { HostGroup, type HostGroupProps } from "../../../constructs/compute/host-group";
import { HostTemplate } from "../../../constructs/compute/host-template";
import { MachineImage } from "../../../constructs/compute/machine-image";
import { ScalingSchedule } from "../../../constructs/compute/scaling-schedule";
import { HostName } from "../../../constructs/network/host-name";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { HOST_FOLDERS } from "../../../environments/schema/host-folders";
import type { BaseStack } from "../../base";
import { HOST_LABELS, type HostLabel } from "../../conventions/names";
import { DATA_MOUNT_POINT, REPOSITORY } from "../../conventions/paths";
import { HOST_KIND_NAMES, type HostKind, roleArn } from "../../conventions/role-names";
import { imageRegistryOf } from "../../image-registry";
import { hasServiceHosts } from "../../phases";
import type { Surroundings } from "../../surroundings";
import type { DataStack } from "../data-stack";
import type { IdentityStack } from "../identity/identity-stack";
import type { NetworkStack } from "../network-stack";
import type { OperationsStack } from "../operations-stack";
import { forEachKind, HOST_KINDS } from "./host-kinds";
import { hostSettings } from "./host-settings";
import { serviceFiles } from "./services-on-hosts/service-files";

/**
 * Seconds in which an app host has to install Docker, pull images and start the release. It ends the time itself as soon as
 * it answers (hosts/app/opt/ainav/provision.d/95-in-service). The load balancer asks it from then on, and Auto Scaling
 * replaces a host that does not answer: a host that joins too early would be replaced for ever.
 */
const LONGEST_BOOT_SECONDS = 900;

export interface HostsProps {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly surroundings: Surroundings;
}

/**
 * The hosts of an environment. Their bundles always exist, the hosts only after {@link start}. All resources are direct
 * children of the stack. This class only keeps the stack's own file short.
 */
export class Hosts {
  private readonly bundles: Readonly<Record<HostKind, HostBundle>>;
  private readonly madeGroups: HostGroup[] = [];
  private appFleet: AppFleet | undefined;

  constructor(
    private readonly stack: BaseStack<PlatformEnvironment>,
    private readonly props: HostsProps,
  ) {
    this.bundles = forEachKind((kind) => this.addBundle(kind));
  }

  /** The hosts behind the load balancer. Undefined when the cluster serves alone. */
  get fleet(): AppFleet | undefined {
    return this.appFleet;
  }

  /** Every group of hosts, those of the fleet too. */
  get groups(): readonly HostGroup[] {
    return this.madeGroups;
  }

  /** Makes the hosts that the environment's phase has. */
  start(): void {
    const image = new MachineImage(this.stack, "image", this.stack.environment.compute.image);
    const bastion = this.addGroup("bastion", image);
    if (hasServiceHosts(this.stack.environment)) this.addServiceHosts(image);
    this.madeGroups.push(bastion);
  }

  /** Adds the alarms of hosts, and outputs that name their groups. */
  maintain(): void {
    const { stack, groups } = this;
    const { contacts } = this.props.operations;
    const templates = [...new Set(groups.map(({ template }) => template))];
    new HostAlarms(stack, "host-alarms", { name: `${stack.prefix}-hosts`, groups: templates, contacts });
    for (const { name, scalingGroupId } of groups) {
      const kind = name.slice(stack.prefix.length + 1);
      stack.output(`${kind.replaceAll("-", "_")}_scaling_group_id`, scalingGroupId, `Scaling group of ${kind} hosts`);
    }
  }

  private addBundle(kind: HostKind): HostBundle {
    return new HostBundle(this.stack, `${kind}-bundle`, {
      bucket: this.props.data.bucket("bundles"),
      name: kind,
      folders: HOST_FOLDERS[kind].map((folder) => path.resolve(REPOSITORY.hosts, folder)),
      files: serviceFiles(kind, this.stack.environment, this.stack.owner),
    });
  }

  /** Adds the hosts that the cluster replaces in the last phase. */
  private addServiceHosts(image: MachineImage): void {
    for (const kind of HOST_KIND_NAMES.filter((name) => HOST_KINDS[name].isReplacedByCluster)) {
      const { answersRequests, takesAlong } = HOST_KINDS[kind];
      const hostName = takesAlong.hostName && this.addHostName(takesAlong.hostName);
      const groups = answersRequests ? this.addFleet(image).groups : [this.addGroup(kind, image, hostName)];
      this.madeGroups.push(...groups);
    }
  }

  private addHostName(label: HostLabel): HostName {
    const hostName = new HostName(this.stack, `${label}-name`, { zone: this.props.network.privateZone, label });
    this.stack.output(`${label}_host`, hostName.hostName, `Name of the ${label} host inside the VPC`);
    return hostName;
  }

  private addFleet(image: MachineImage): AppFleet {
    const { services, name } = this.stack.environment;
    const { schedule, minimum, maximum, cpuTargetPercent, memoryTargetPercent } =
      this.stack.environment.compute.hosts.app;
    const fleet = new AppFleet(this.stack, "app", {
      ...this.groupProps("app", image),
      ...{ minimum, maximum, cpuTargetPercent, memoryTargetPercent },
      externallyScaled: schedule !== undefined,
      bootSeconds: LONGEST_BOOT_SECONDS,
    });
    this.appFleet = fleet;
    if (schedule !== undefined) {
      this.stack.addTimeProvider();
      const service = services[schedule.follows];
      const sizes = service?.kind === "service" ? service.scalingSchedule : [];
      const { endsOn } = new ScalingSchedule(this.stack, "schedule", { fleet, namePrefix: name, sizes });
      this.stack.output("schedule_ends_on", endsOn, "Last day of the scaling schedule; a deploy moves it on");
    }
    return fleet;
  }

  private addGroup(kind: HostKind, image: MachineImage, hostName?: HostName): HostGroup {
    return new HostGroup(this.stack, kind, this.groupProps(kind, image, hostName));
  }

  private groupProps(kind: HostKind, image: MachineImage, hostName?: HostName): HostGroupProps {
    const { network } = this.props;
    const { isPublic, takesAlong } = HOST_KINDS[kind];
    const vSwitches = isPublic ? network.publicVSwitches : network.privateVSwitches;
    return {
      name: this.groupName(kind),
      template: this.addTemplate(kind, image, hostName),
      // The data stack makes disks in the first vSwitch's zone.
      vSwitches: takesAlong.dataDisk ? vSwitches.slice(0, 1) : vSwitches,
      minimum: 1,
      maximum: 1,
      deletionProtection: this.stack.environment.deletionProtection,
    };
  }

  /** The name of a kind's group and template, which is the value of its hosts' tag. */
  private groupName(kind: HostKind): string {
    return `${this.stack.prefix}-${kind}`;
  }

  private addTemplate(kind: HostKind, image: MachineImage, hostName?: HostName): HostTemplate {
    const { network, identity } = this.props;
    const { instanceTypes, systemDiskGiB } = this.stack.environment.compute.hosts[kind];
    return new HostTemplate(this.stack, `${kind}-template`, {
      name: this.groupName(kind),
      securityGroup: HOST_KINDS[kind].isPublic ? network.bastionGroup : network.hostGroup,
      role: identity.hostRoles[kind],
      image,
      instanceTypes,
      systemDiskGiB,
      userData: this.userData(kind, hostName),
    });
  }

  private userData(kind: HostKind, hostName: HostName | undefined): string {
    const { environment, owner, region } = this.stack;
    const { network, data, operations, surroundings } = this.props;
    const { takesAlong } = HOST_KINDS[kind];
    const bundle = this.bundles[kind];
    return bootScript({
      programFile: path.resolve(REPOSITORY.bootProgram),
      kind,
      environment: environment.name,
      project: owner.project,
      region,
      accountId: owner.accountId,
      bundle: { bucket: bundle.bucketName, key: bundle.key, sha256: bundle.sha256 },
      adminKeys: owner.adminPublicKeys,
      logIdentity: operations.hostLogs.identity,
      ...(takesAlong.dataDisk && {
        dataDisk: { diskId: data.disks[takesAlong.dataDisk].diskId, mountPoint: DATA_MOUNT_POINT },
      }),
      ...(hostName && { hostName: { recordId: hostName.recordId, label: hostName.label } }),
      ...(takesAlong.elasticIp && { elasticIp: { allocationId: network.bastionIp.allocationId } }),
      services: hostSettings(kind, {
        environment,
        surroundings,
        imageRegistry: imageRegistryOf(environment.cluster?.images, environment, owner),
        monitoringHost: network.hostName(HOST_LABELS.monitoring),
        servicesRoleArn: roleArn(owner, environment.name, "services"),
        groupName: (each) => this.groupName(each),
      }),
    });
  }
}
