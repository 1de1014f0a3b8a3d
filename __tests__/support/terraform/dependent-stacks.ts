import { type App, DataResource } from "cdktf";
import type { Construct } from "constructs";
import type { Owner } from "../../../environments/schema/owner";
import { BaseStack, type StackProps } from "../../../stacks/base";
import { production } from "../fixture/environments/production";
import { checked } from "../fixture/stacks";

/** A stack that makes a value, with Terraform's built-in resource, which needs no provider. */
class ProducerStack extends BaseStack {
  readonly value: string;

  constructor(scope: Construct, props: StackProps) {
    super(scope, "producer", props);
    this.value = new DataResource(this, "made", { input: { value: "from the producer" } }).output.lookup("value");
  }
}

/** A stack that uses the value of another stack. */
class ConsumerStack extends BaseStack {
  constructor(scope: Construct, props: StackProps & { value: string }) {
    super(scope, "consumer", props);
    new DataResource(this, "taken", { input: { value: props.value } });
  }
}

/** Two stacks of production, the second of which needs an output of the first. */
export function addDependentStacks(app: App, owner: Owner): void {
  const environment = checked(production);
  const { value } = new ProducerStack(app, { environment, owner });
  new ConsumerStack(app, { environment, owner, value });
}
