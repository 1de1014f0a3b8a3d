import path from "node:path";
import { bootScript } from "../../../constructs/compute/boot-script";
import type { HostBundle } from "../../../constructs/compute/host-bundle";
import type { HostName } from "../../../constructs/network/host-name";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import type { BaseStack } from "../../base";
import { HOST_LABELS } from "../../conventions/names";
import { DATA_MOUNT_POINT, REPOSITORY } from "../../conventions/paths";
import { type HostKind, roleArn } from "../../conventions/role-names";
import { imageRegistryOf } from "../../image-registry";
import type { Surroundings } from "../../surroundings";
import type { DataStack } from "../data-stack";
import type { NetworkStack } from "../network-stack";
import type { OperationsStack } from "../operations-stack";
import { HOST_KINDS } from "./host-kinds";
import { type HostSettingsProps, hostSettings } from "./host-settings";

export interface UserDataProps extends Pick<HostSettingsProps, "groupName"> {
  /** The stack that has the host. */
  readonly stack: BaseStack<PlatformEnvironment>;
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly surroundings: Surroundings;
  readonly bundle: HostBundle;
  /** @default the host takes no name along */
  readonly hostName?: HostName;
}

/** The user data of a kind of host: the program that boots it, and the settings by which it becomes that kind. */
export function userData(kind: HostKind, props: UserDataProps): string {
  const { stack, operations, network, data, surroundings, bundle, hostName, groupName } = props;
  const { environment, owner, region } = stack;
  const { takesAlong } = HOST_KINDS[kind];
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
      groupName,
    }),
  });
}
