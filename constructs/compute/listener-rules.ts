import { AlbRule } from "@cdktf/provider-alicloud/lib/alb-rule";
import { Construct } from "constructs";
import type { ServerGroup } from "./server-group";

/** Which servers answer which paths, `*` and `?` being wildcards; no path at all is everything else. */
export interface Route {
  readonly servers: ServerGroup;
  readonly paths: readonly string[];
}

/** A header that only those know who may come. */
export interface SecretHeader {
  readonly name: string;
  readonly value: string;
}

export interface ListenerRulesProps {
  readonly listenerId: string;
  /** First part of the rules' names. */
  readonly name: string;
  /** Earlier ones come first. */
  readonly routes: readonly Route[];
  /**
   * What a request has to carry. One that does not is answered with 403.
   *
   * @default nothing
   */
  readonly secretHeader?: SecretHeader;
}

type Conditions = ConstructorParameters<typeof AlbRule>[2]["ruleConditions"];
type Actions = ConstructorParameters<typeof AlbRule>[2]["ruleActions"];

/** Where a listener sends requests. What no rule takes goes to the listener's default servers. */
export class ListenerRules extends Construct {
  private readonly props: ListenerRulesProps;
  private count = 0;

  constructor(scope: Construct, id: string, props: ListenerRulesProps) {
    super(scope, id);
    this.props = props;
    const { routes, secretHeader } = props;
    const needed = secretHeader === undefined ? routes.filter(({ paths }) => paths.length > 0) : inOrder(routes);
    for (const { servers, paths } of needed) this.forward(servers, paths.length > 0 ? paths : ["/*"]);
    if (secretHeader !== undefined) this.refuse();
  }

  private forward(servers: ServerGroup, paths: readonly string[]): void {
    const { secretHeader } = this.props;
    const conditions = [{ type: "Path", pathConfig: { values: [...paths] } }];
    const header = secretHeader && {
      type: "Header",
      headerConfig: { key: secretHeader.name, values: [secretHeader.value] },
    };
    this.add(servers.node.id, header ? [...conditions, header] : conditions, [
      {
        order: 1,
        type: "ForwardGroup",
        forwardGroupConfig: { serverGroupTuples: [{ serverGroupId: servers.serverGroupId, weight: 100 }] },
      },
    ]);
  }

  private refuse(): void {
    this.add(
      "refuse",
      [{ type: "Path", pathConfig: { values: ["/*"] } }],
      [
        {
          order: 1,
          type: "FixedResponse",
          fixedResponseConfig: { httpCode: "403", contentType: "text/plain", content: "forbidden" },
        },
      ],
    );
  }

  private add(id: string, ruleConditions: Conditions, ruleActions: Actions): void {
    this.count += 1;
    new AlbRule(this, id, {
      ruleName: `${this.props.name}-${id}`,
      listenerId: this.props.listenerId,
      priority: this.count * 10,
      ruleConditions,
      ruleActions,
    });
  }
}

/** The route of everything else comes last. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  return [...routes.filter(({ paths }) => paths.length > 0), ...routes.filter(({ paths }) => paths.length === 0)];
}
