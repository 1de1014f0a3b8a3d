import { LogProject as LogProjectResource } from "@cdktf/provider-alicloud/lib/log-project";
import { Construct } from "constructs";

export interface LogProjectProps {
  /** 3 to 63 lower-case letters, digits and hyphens; unique among all accounts of the region. */
  readonly projectName: string;
  /** Which logs are in the project; shown in the console. */
  readonly description: string;
  /**
   * Whether Terraform refuses to destroy the project, which would delete every log in it.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** A project of the Simple Log Service (SLS), which holds log stores. */
export class LogProject extends Construct {
  readonly projectName: string;

  constructor(scope: Construct, id: string, props: LogProjectProps) {
    super(scope, id);
    const project = new LogProjectResource(this, "Default", {
      projectName: props.projectName,
      description: props.description,
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
    this.projectName = project.projectName;
  }
}
