import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Aspects, LocalBackend, OssBackend, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  type ClusterAccess,
  CREDENTIAL_COMMAND,
  credentialArguments,
} from "../constructs/kubernetes/cluster/cluster-access";
import type { Environment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";
import { stateLocation } from "./conventions/state-location";

/** The oldest Terraform, and OpenTofu, that the project is tested with. */
const TERRAFORM_VERSIONS = ">= 1.7";
/** Versions of aliyun/alicloud that validate: 1.287.0 crashes on `alicloud_oss_bucket_https_config`. */
const ALICLOUD_VERSIONS = "~> 1.240, != 1.287.0";

/** The form in which Kubernetes clients ask a program for credentials. */
const EXEC_API = "client.authentication.k8s.io/v1beta1";

/** What every stack is made from. */
export interface StackProps<E extends Environment = Environment> {
  readonly environment: E;
  readonly owner: Owner;
}

/**
 * One Terraform state. Applies, once for all of them, what every stack has: backend, provider, versions and tags. Its id
 * is `<environment>-<stack>`; a stack that exists once in an account goes by its own name.
 */
export abstract class BaseStack<E extends Environment = Environment> extends TerraformStack {
  readonly environment: E;
  readonly owner: Owner;
  /** First part of the names of the stack's resources, such as `ainav-production`. */
  readonly prefix: string;

  constructor(scope: Construct, name: string, { environment, owner }: StackProps<E>) {
    super(scope, environment.kind === "account" ? name : `${environment.name}-${name}`);
    this.environment = environment;
    this.owner = owner;
    this.prefix = environment.kind === "account" ? owner.project : `${owner.project}-${environment.name}`;

    this.addBackend(name);
    // V1 signatures are being retired by OSS.
    new AlicloudProvider(this, "alicloud", { region: this.region, signVersion: { oss: "v4" } });
    // The bindings ask for the very version that they were generated from.
    this.addOverride("terraform.required_providers.alicloud.version", ALICLOUD_VERSIONS);
    this.addOverride("terraform.required_version", TERRAFORM_VERSIONS);
    Aspects.of(this).add(
      new Tags({ project: owner.project, environment: environment.name, stack: name, "managed-by": "terraform" }),
    );
  }

  /** Where the stack's resources lie. */
  get region(): string {
    return this.environment.region;
  }

  /** Where this stack's state lies. The state stack itself starts out local whatever the others do. */
  protected get stateBackend(): "local" | "oss" {
    return this.owner.stateBackend;
  }

  /** As HCL: cdktf writes an attribute of the `terraform` block as `0 = "<its name>"`. */
  override toHclTerraform(): { hcl: string; metadata: unknown } {
    const { hcl, metadata } = super.toHclTerraform();
    return { hcl: hcl.replace('0 = "required_version"', `required_version = "${TERRAFORM_VERSIONS}"`), metadata };
  }

  /** An output that an operator, or another tool, reads with `terraform output <name>`. */
  output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }

  /** Adds the provider that makes up passwords, for stacks that generate secrets. */
  protected addRandomProvider(): void {
    new RandomProvider(this, "random");
  }

  /** Adds Cloudflare, for stacks at the edge. It takes its token from CLOUDFLARE_API_TOKEN. */
  protected addCloudflareProvider(): void {
    new CloudflareProvider(this, "cloudflare");
  }

  /** Adds Kubernetes, for stacks inside a cluster. */
  protected addKubernetesProvider(access: ClusterAccess): void {
    new KubernetesProvider(this, "kubernetes", {
      host: access.endpoint,
      clusterCaCertificate: access.certificateAuthority,
      exec: [{ apiVersion: EXEC_API, command: CREDENTIAL_COMMAND, args: credentialArguments(access) }],
    });
  }

  /** Adds Helm, for stacks that install charts into a cluster. */
  protected addHelmProvider(access: ClusterAccess): void {
    new HelmProvider(this, "helm", {
      // By default Helm keeps releases in Secrets, and a plan would have to read all of them. Values here name secrets only.
      helmDriver: "configmap",
      kubernetes: {
        host: access.endpoint,
        clusterCaCertificate: access.certificateAuthority,
        exec: { apiVersion: EXEC_API, command: CREDENTIAL_COMMAND, args: credentialArguments(access) },
      },
    });
  }

  private addBackend(name: string): void {
    const { project } = this.owner;
    if (this.stateBackend === "local") {
      // Relative to the stack's folder, cdktf.out/stacks/<id>: beside cdktf.out, which may be deleted at any time.
      new LocalBackend(this, { path: `../../../tfstate/${this.environment.name}/${name}.tfstate` });
      return;
    }
    const { region, bucket, lockInstance, lockTable } = stateLocation(this.owner);
    // The object's key is prefix and key, joined: ainav/production/network.
    new OssBackend(this, {
      region,
      bucket,
      prefix: `${project}/${this.environment.name}`,
      key: name,
      acl: "private",
      encrypt: true,
      tablestoreEndpoint: `https://${lockInstance}.${region}.ots.aliyuncs.com`,
      tablestoreTable: lockTable,
    });
  }
}

/** Tags every resource of Alibaba Cloud that can be tagged: the provider has no default tags. */
class Tags {
  constructor(private readonly tags: Readonly<Record<string, string>>) {}

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !isTaggable(node)) return;
    if (node.terraformGeneratorMetadata?.providerName !== "alicloud") return;
    node.tags = { ...this.tags, ...node.tagsInput };
  }
}

interface Taggable {
  tags: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

function isTaggable(node: object): node is Taggable {
  return "tagsInput" in node;
}
