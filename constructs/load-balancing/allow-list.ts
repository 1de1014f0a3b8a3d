import { AlbAcl } from "@cdktf/provider-alicloud/lib/alb-acl";
import { AlbAclEntryAttachment } from "@cdktf/provider-alicloud/lib/alb-acl-entry-attachment";
import { AlbListenerAclAttachment } from "@cdktf/provider-alicloud/lib/alb-listener-acl-attachment";
import { Construct } from "constructs";

export interface AllowListProps {
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** IPv4 blocks, at least one. */
  readonly cidrs: readonly string[];
  /** Ids of the load balancer's listeners that have the list, by names that become construct ids. */
  readonly listenerIds: Readonly<Record<string, string>>;
}

/** An access control list: listeners refuse connections from all other addresses. */
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
        // Until the list has entries, the listeners would refuse everybody.
        dependsOn: entries,
      });
    }
  }
}
