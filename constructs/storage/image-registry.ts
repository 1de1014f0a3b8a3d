import { CrEeInstance } from "@cdktf/provider-alicloud/lib/cr-ee-instance";
import { CrEeNamespace } from "@cdktf/provider-alicloud/lib/cr-ee-namespace";
import { CrEeRepo } from "@cdktf/provider-alicloud/lib/cr-ee-repo";
import { CrNamespace } from "@cdktf/provider-alicloud/lib/cr-namespace";
import { CrRepo } from "@cdktf/provider-alicloud/lib/cr-repo";
import { Construct } from "constructs";

/** An instance of Container Registry Enterprise, sold by subscription. */
export interface EnterpriseRegistry {
  /** 3 to 30 lower-case letters, digits and hyphens. */
  readonly instanceName: string;
  readonly edition: "Basic" | "Standard" | "Advanced";
  /** Months of the subscription and of each renewal: 1, 2, 3, 6, 12, 24 or 36. */
  readonly periodMonths: number;
}

export interface ImageRegistryProps {
  /**
   * 2 to 30 lower-case letters, digits, dots, hyphens and underscores; unique in the region for a personal registry.
   */
  readonly namespace: string;
  /** Names of the repositories. */
  readonly repositories: readonly string[];
  /**
   * An Enterprise instance for the repositories.
   *
   * @default none: the account's personal registry, which is free and has no service-level agreement
   */
  readonly enterprise?: EnterpriseRegistry;
  /**
   * Whether Terraform refuses to destroy repositories, which would delete their images.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * Private repositories of container images. Version 1.289 of the provider deprecates the resource types of the personal
 * registry, and 2.0 removes them. One prop moves the repositories to an Enterprise instance; images are pushed again.
 */
export class ImageRegistry extends Construct {
  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id);
    if (props.enterprise) this.makeEnterprise(props.enterprise, props);
    else this.makePersonal(props);
  }

  private makePersonal({ namespace, repositories, deletionProtection = true }: ImageRegistryProps): void {
    const lifecycle = { preventDestroy: deletionProtection };
    const home = new CrNamespace(this, "namespace", {
      name: namespace,
      autoCreate: false,
      defaultVisibility: "PRIVATE",
      lifecycle,
    });
    for (const name of repositories) {
      const summary = imagesOf(name);
      new CrRepo(this, name, { namespace: home.name, name, summary, repoType: "PRIVATE", lifecycle });
    }
  }

  private makeEnterprise(enterprise: EnterpriseRegistry, props: ImageRegistryProps): void {
    const lifecycle = { preventDestroy: props.deletionProtection ?? true };
    const instance = new CrEeInstance(this, "instance", {
      instanceName: enterprise.instanceName,
      instanceType: enterprise.edition,
      paymentType: "Subscription",
      period: enterprise.periodMonths,
      renewalStatus: "AutoRenewal",
      renewPeriod: enterprise.periodMonths,
      lifecycle,
    });
    const home = new CrEeNamespace(this, "namespace", {
      instanceId: instance.id,
      name: props.namespace,
      autoCreate: false,
      defaultVisibility: "PRIVATE",
      lifecycle,
    });
    for (const name of props.repositories) {
      new CrEeRepo(this, name, {
        instanceId: instance.id,
        namespace: home.name,
        name,
        summary: imagesOf(name),
        repoType: "PRIVATE",
        lifecycle,
      });
    }
  }
}

function imagesOf(name: string): string {
  return `Images of ${name}`;
}
