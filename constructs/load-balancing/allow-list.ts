import { AlbAcl } from "@cdktf/provider-alicloud/lib/alb-acl";
import { AlbAclEntryAttachment } from "@cdktf/provider-alicloud/lib/alb-acl-entry-attachment";
import { AlbListenerAclAttachment } from "@cdktf/provider-alicloud/lib/alb-listener-acl-attachment";
import { Construct } from "constructs";

export interface AllowListProps {
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** IPv4 blocks, at least one. */
  readonly cidrs: readonly string[];
  /** Ids of a load balancer's listeners, by names of their own. */
  readonly listenerIds: Readonly<Record<string, string>>;
}

/** The only addresses that some listeners answer. */
export class AllowList extends Construct {
  constructor(scope: Construct, id: string, props: AllowListProps) {
    super(scope, id);
    const list = new AlbAcl(this, "Default", { aclName: props.name });
    const entries = props.cidrs.map(
      (entry) => new AlbAclEntryAttachment(this, entry, { aclId: list.id, entry, description: "allowed" }),
    );
    for (const [name, listenerId] of Object.entries(props.listenerIds)) {
      new AlbListenerAclAttachment(this, name, {
        listenerId,
        aclId: list.id,
        aclType: "White",
        // An empty list would let nobody in.
        dependsOn: entries,
      });
    }
  }
}
