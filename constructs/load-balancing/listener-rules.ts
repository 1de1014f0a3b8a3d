import { AlbRule } from "@cdktf/provider-alicloud/lib/alb-rule";
import { Construct } from "constructs";
import type { ServerGroup } from "./server-group";

/** Servers, and their part of a route's requests, in percent: those of a route add up to 100. */
export interface Target {
  readonly servers: ServerGroup;
  readonly weight: number;
}

/** Which servers answer which paths, `*` and `?` being wildcards; no path at all is everything else. */
export interface Route {
  /** Part of the names of the route's rules. */
  readonly name: string;
  /** At least one. */
  readonly targets: readonly [Target, ...Target[]];
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
    this.node.addValidation({ validate: () => routes.flatMap(weightProblems) });
    // The listener's default servers answer everything else, all of it and whoever asks.
    const needed = inOrder(routes).filter(
      ({ paths, targets }) => secretHeader !== undefined || paths.length > 0 || targets.length > 1,
    );
    for (const route of needed) this.forward(route);
    if (secretHeader !== undefined) this.refuse();
  }

  private forward({ name, targets, paths }: Route): void {
    const { secretHeader } = this.props;
    const conditions = [{ type: "Path", pathConfig: { values: paths.length > 0 ? [...paths] : ["/*"] } }];
    const header = secretHeader && {
      type: "Header",
      headerConfig: { key: secretHeader.name, values: [secretHeader.value] },
    };
    const serverGroupTuples = targets.map(({ servers, weight }) => ({ serverGroupId: servers.serverGroupId, weight }));
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

/** The route of everything else comes last. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  return [...routes.filter(({ paths }) => paths.length > 0), ...routes.filter(({ paths }) => paths.length === 0)];
}

/** What is wrong with a route's weights. */
function weightProblems({ name, targets }: Route): string[] {
  const weights = targets.map(({ weight }) => weight);
  const outside = weights.filter((weight) => !Number.isInteger(weight) || weight < 0 || weight > 100);
  if (outside.length > 0)
    return outside.map((weight) => `route ${name}: weight ${weight} is not a whole number from 0 to 100: write one`);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 100) return [];
  return [`route ${name}: its weights, ${weights.join(" and ")}, add up to ${sum}: make them add up to 100`];
}
