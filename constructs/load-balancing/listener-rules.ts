import { AlbRule } from "@cdktf/provider-alicloud/lib/alb-rule";
import { Construct } from "constructs";
import type { ServerGroup } from "./server-group";

/** A server group and its share of a route's requests. */
export interface WeightedServerGroup {
  readonly serverGroup: ServerGroup;
  /** In percent, a whole number from 0 to 100; the weights of a route add up to 100. */
  readonly weight: number;
}

/** Paths, and the server groups that answer them. */
export interface ListenerRoute {
  /** Part of the name of the route's rule. */
  readonly name: string;
  /** Paths, in which `*` and `?` are wildcards. No path at all means every request that no other route takes. */
  readonly paths: readonly string[];
  /** At least one. */
  readonly serverGroups: readonly [WeightedServerGroup, ...WeightedServerGroup[]];
}

/** A header that only permitted clients know. */
export interface SecretHeader {
  readonly name: string;
  readonly value: string;
}

export interface ListenerRulesProps {
  readonly listenerId: string;
  /** First part of the rules' names. */
  readonly name: string;
  /** A request goes to the first route that takes it. */
  readonly routes: readonly ListenerRoute[];
  /**
   * A header that every request needs. A request without it is answered with 403.
   *
   * @default none
   */
  readonly secretHeader?: SecretHeader;
}

type Conditions = ConstructorParameters<typeof AlbRule>[2]["ruleConditions"];
type Actions = ConstructorParameters<typeof AlbRule>[2]["ruleActions"];

/** Rules by which a listener forwards requests. What no rule takes goes to the listener's default server group. */
export class ListenerRules extends Construct {
  private readonly props: ListenerRulesProps;
  private count = 0;

  constructor(scope: Construct, id: string, props: ListenerRulesProps) {
    super(scope, id);
    this.props = props;
    const { routes, secretHeader } = props;
    this.node.addValidation({ validate: () => routes.flatMap(weightProblems) });
    // A route without paths needs no rule when the listener's default does the same: one server group, no header.
    const needed = inOrder(routes).filter(
      ({ paths, serverGroups }) => secretHeader !== undefined || paths.length > 0 || serverGroups.length > 1,
    );
    for (const route of needed) this.forward(route);
    if (secretHeader !== undefined) this.refuse();
  }

  private forward({ name, serverGroups, paths }: ListenerRoute): void {
    const { secretHeader } = this.props;
    const conditions = [{ type: "Path", pathConfig: { values: paths.length > 0 ? [...paths] : ["/*"] } }];
    const header = secretHeader && {
      type: "Header",
      headerConfig: { key: secretHeader.name, values: [secretHeader.value] },
    };
    const serverGroupTuples = serverGroups.map(({ serverGroup, weight }) => ({
      serverGroupId: serverGroup.serverGroupId,
      weight,
    }));
    this.add(name, header ? [...conditions, header] : conditions, [
      { order: 1, type: "ForwardGroup", forwardGroupConfig: { serverGroupTuples } },
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

/** Routes in the order of their rules: the one without paths would take every request, so it comes last. */
function inOrder(routes: readonly ListenerRoute[]): readonly ListenerRoute[] {
  return [...routes.filter(({ paths }) => paths.length > 0), ...routes.filter(({ paths }) => paths.length === 0)];
}

/** What is wrong with a route's weights. */
function weightProblems({ name, serverGroups }: ListenerRoute): string[] {
  const weights = serverGroups.map(({ weight }) => weight);
  const outside = weights.filter((weight) => !Number.isInteger(weight) || weight < 0 || weight > 100);
  if (outside.length > 0)
    return outside.map((weight) => `route ${name}: weight ${weight} is not a whole number from 0 to 100: write one`);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 100) return [];
  return [`route ${name}: its weights, ${weights.join(" and ")}, add up to ${sum}: make them add up to 100`];
}
