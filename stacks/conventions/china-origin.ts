import type { PlatformEnvironment } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";

/**
 * Whether Qiniu pulls pages from the environment's load balancer: from the environment that is served under the domain
 * itself, once the domain has an ICP number. The origin is ready before DNS sends anybody to the CDNs.
 */
export function isChinaOrigin({ edge }: PlatformEnvironment, { icpNumber }: Owner): boolean {
  return edge?.ownsZone === true && icpNumber !== undefined;
}
