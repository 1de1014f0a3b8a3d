import type { PlatformEnvironment } from "../../../../environments/schema/environment";
import type { Owner } from "../../../../environments/schema/owner";
import { databaseUser } from "../../../conventions/accounts";
import type { HostKind } from "../../../conventions/role-names";
import { HOST_KINDS } from "../host-kinds";
import { monitoringFiles } from "../monitoring-files";
import { composeFile, PROJECT } from "./compose-file";
import { jobTimers } from "./job-timers";
import { releaseTable } from "./release-table";
import { bucketUsers, secretConsumers } from "./service-secrets";
import { webServerFiles } from "./web-servers";

/**
 * The files of a kind of host that follow from the services of the environment, path below / → text. None for hosts that
 * run none of them.
 */
export function serviceFiles(
  kind: HostKind,
  environment: PlatformEnvironment,
  owner: Owner,
): Readonly<Record<string, string>> {
  const { runs, answersRequests, findsHosts } = HOST_KINDS[kind];
  if (runs === undefined) return {};
  const { services, network } = environment;
  const scrapers = network.vSwitches.private.map(({ cidr }) => cidr);
  return {
    "opt/ainav/services/compose.yaml": composeFile(runs, services, databaseUser(owner, "owner")),
    "opt/ainav/services/services.json": releaseTable(PROJECT, runs, services),
    "opt/ainav/secrets.d/ainav.json": secretConsumers(runs, services),
    "opt/ainav/services/bucket-users.json": bucketUsers(runs, services),
    ...(answersRequests ? webServerFiles(services, scrapers) : {}),
    ...(runs === "workers" ? jobTimers(services) : {}),
    ...(findsHosts ? monitoringFiles(services) : {}),
  };
}
