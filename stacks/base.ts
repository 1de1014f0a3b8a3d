import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import {
  Aspects,
  LocalBackend,
  OssBackend,
  TerraformOutput,
  type TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  type ClusterAccess,
  CREDENTIAL_COMMAND,
  credentialArguments,
} from "../constructs/kubernetes/cluster/cluster-access";
import type { Environment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";
import { stateLocation } from "./conventions/state-location";
import { OneAtATime } from "./one-at-a-time";
import { VersionsFile } from "./versions-file";

/** Versions of Terraform and OpenTofu that the project supports. The oldest of them is tested. */
const TERRAFORM_VERSIONS = ">= 1.7";
/**
 * Versions of aliyun/alicloud that work. What a deploy needs came bit by bit: 1.262 can make scaling groups, 1.263 can
 * give a weight of 0, 1.286 can make a database, 1.289 has all, and is the one that every stack is tried with.
 */
const ALICLOUD_VERSIONS = "~> 1.289";

/** OSS is retiring V1 signatures. */
const SIGN_VERSION = { oss: "v4" };

/** The version of the protocol by which Kubernetes clients ask a program for credentials. */
const EXEC_API = "client.authentication.k8s.io/v1beta1";

/** The input of every stack. */
export interface StackProps<E extends Environment = Environment> {
  readonly environment: E;
  readonly owner: Owner;
}

/**
 * A stack, which has one Terraform state. This class sets what all stacks have in common: backend, provider, versions
 * and tags. A stack's id is `<environment>-<stack>`. For a stack that exists once in an account, it is the stack's
 * name.
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
    new AlicloudProvider(this, "alicloud", { region: this.region, signVersion: SIGN_VERSION });
    // The bindings would pin the version that they were generated from.
    this.addOverride("terraform.required_providers.alicloud.version", ALICLOUD_VERSIONS);
    this.synthesizer = new VersionsFile(this, this.synthesizer, TERRAFORM_VERSIONS);
    Aspects.of(this).add(new OneAtATime());
    Aspects.of(this).add(
      new Tags({ project: owner.project, environment: environment.name, stack: name, "managed-by": "terraform" }),
    );
  }

  /** The region of the stack's resources. */
  get region(): string {
    return this.environment.region;
  }

  /** The kind of backend that has this stack's state. The state stack starts with a local state and overrides this. */
  protected get stateBackend(): "local" | "oss" {
    return this.owner.stateBackend;
  }

  /** Adds an output that an operator, or another tool, reads with `terraform output <name>`. */
  output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }

  /** Adds Alibaba Cloud's provider for another region, for what a service keeps in one region for the whole account. */
  protected addProviderOf(region: string): TerraformProvider {
    return new AlicloudProvider(this, region, { alias: region, region, signVersion: SIGN_VERSION });
  }

  /** Adds the provider that generates passwords, for stacks that make secrets. */
  protected addRandomProvider(): void {
    new RandomProvider(this, "random");
  }

  /** Adds the provider that keeps points in time in the state, for stacks that set dates. */
  addTimeProvider(): void {
    new TimeProvider(this, "time");
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
      // Helm keeps releases in Secrets by default, and a plan would have to read all Secrets. ConfigMaps are safe here,
      // because values only name secrets.
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
      // The path is relative to the stack's folder, cdktf.out/stacks/<id>. The state is beside cdktf.out, because that
      // folder may be deleted at any time.
      new LocalBackend(this, { path: `../../../tfstate/${this.environment.name}/${name}.tfstate` });
      return;
    }
    const { region, bucket, lockInstance, lockTable } = stateLocation(this.owner);
    // The backend joins prefix and key to the object's name, such as ainav/production/network.
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

/** Tags every resource of Alibaba Cloud that can be tagged, because the provider has no default tags. */
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
