import type { Clock } from "../../command/clock";
import type { CommandContext } from "../../command/command";
import type { ProgressReporter } from "../../command/progress";
import { ProviderFactory } from "../access/provider-factory";
import type { Secrets } from "../access/secrets";
import { Variables } from "../access/variables";
import { Settler } from "../reconcile/settle";
import type { CdnData } from "../state/cdn-data";
import { desiredDomains } from "../state/desired";
import type { DesiredDomain } from "../state/domain";

/** What the commands get from the machine, or from a test. */
export interface CdnInputs {
  /** The process's environment. */
  readonly variables: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /**
   * @param environment a name; without one, the environment that owns the zone
   * @throws {InvalidEnvironment}
   */
  readonly load: (environment: string | undefined) => CdnData;
}

/** Starts a run of a command for an environment, or for the one that owns the zone. @throws {InvalidEnvironment} */
export type StartRun = (context: CommandContext, environment: string | undefined) => CdnRun;

/** One run of a command: an environment's hosts, the CDNs that serve them, and where the result goes. */
export class CdnRun {
  readonly data: CdnData;
  readonly domains: readonly DesiredDomain[];
  readonly providers: ProviderFactory;
  readonly settler: Settler;
  readonly progress: ProgressReporter;
  readonly variables: Variables;
  readonly clock: Clock;

  constructor(
    private readonly context: CommandContext,
    { variables, clock, load }: CdnInputs,
    secrets: Secrets,
    environment: string | undefined,
  ) {
    const { signal, progress } = context;
    this.clock = clock;
    this.progress = progress;
    this.data = load(environment);
    this.domains = desiredDomains(this.data);
    this.variables = new Variables(variables, secrets);
    const { upyunService } = this.data.owner;
    this.providers = new ProviderFactory({ clock, signal, variables: this.variables, secrets, upyunService });
    this.settler = new Settler(clock, signal, progress);
  }

  /** Prints the result: one object, or paragraphs of text, of which empty ones are left out. */
  print(result: object, paragraphs: readonly string[]): void {
    this.context.print(result, paragraphs.filter((paragraph) => paragraph !== "").join("\n"));
  }
}
