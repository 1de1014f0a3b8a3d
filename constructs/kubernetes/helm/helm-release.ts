import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, type ITerraformDependable, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { packFolders } from "../../storage/folder-archive";
import { type HelmSetting, toHelmSet } from "./helm-setting";
import { readValues } from "./helm-values";

/** Revisions that Helm keeps in the cluster; each is an object that contains the whole release. */
const MAX_HISTORY = 5;
/** A semantic version, with or without the leading `v` that some projects use. */
const EXACT_VERSION = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;

/** A chart from a repository. */
export interface PublishedChart {
  /** URL of the repository: `https://…` or `oci://…`. */
  readonly repository: string;
  readonly name: string;
  /** Exact version, such as 41.3.0: a range could mean another version in the next plan. */
  readonly version: string;
}

/** A chart from a local folder. */
export interface LocalChart {
  /** Absolute path of the folder with Chart.yaml. */
  readonly folder: string;
}

export interface HelmReleaseProps {
  /** Unique in its namespace. Charts derive the names of their objects from it. */
  readonly releaseName: string;
  readonly namespace: string;
  /**
   * Whether the release creates the namespace.
   *
   * @default false: the namespace is there already
   */
  readonly createNamespace?: boolean;
  readonly chart: PublishedChart | LocalChart;
  /** Absolute paths of values files, at least one. Later files overlay earlier ones. */
  readonly valuesFiles: readonly string[];
  /**
   * Single values, which win over the files.
   *
   * @default none
   */
  readonly settings?: readonly HelmSetting[];
  /**
   * Seconds until everything in the release has to be ready. After that, Helm rolls it back.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number;
  /**
   * `oci://<host>/<namespace>` of a registry with copies of the charts, which replaces their own repositories.
   *
   * @default the charts' own repositories
   */
  readonly mirrorRegistry?: string;
  /**
   * Releases whose objects this one needs, such as custom resource definitions.
   *
   * @default none
   */
  readonly dependsOn?: readonly HelmRelease[];
}

/**
 * A Helm release. After a deploy it is either ready or rolled back. Values files are read at synthesis, so that a plan
 * shows every change in them; they contain names of secrets, never values of secrets.
 *
 * @throws when a values file is missing or wrong, a version is not exact, or the mirror is not an OCI address
 */
export class HelmRelease extends Construct {
  readonly releaseName: string;
  readonly namespace: string;
  /** Dependency of resources that need everything in the release to be ready. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const { releaseName, namespace, valuesFiles, settings = [], dependsOn = [] } = props;
    this.releaseName = releaseName;
    this.namespace = namespace;
    if (valuesFiles.length === 0) throw this.error(new Error("valuesFiles: there is none; name the base at least"));
    this.ready = new Release(this, "Default", {
      name: releaseName,
      namespace,
      createNamespace: props.createNamespace ?? false,
      ...this.located(props),
      values: valuesFiles.map((file) => this.attempt(() => readValues(file))),
      set: settings.length === 0 ? undefined : settings.map((setting) => this.attempt(() => toHelmSet(setting))),
      timeout: props.timeoutSeconds ?? 600,
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      maxHistory: MAX_HISTORY,
      dependsOn: dependsOn.map(({ ready }) => ready),
    });
  }

  private located({ chart, mirrorRegistry }: HelmReleaseProps): {
    chart: string;
    repository?: string;
    version?: string;
  } {
    if ("folder" in chart) return { chart: this.pack(chart.folder) };
    const { name, version } = chart;
    if (!EXACT_VERSION.test(version))
      throw this.error(new Error(`chart: "${version}" is not an exact version of ${name}; write one such as 1.2.3`));
    if (mirrorRegistry !== undefined && !/^oci:\/\/[^/]+\/.*[^/]$/.test(mirrorRegistry))
      throw this.error(new Error(`mirrorRegistry: "${mirrorRegistry}" is no OCI address; write oci://host/namespace`));
    return { chart: name, repository: mirrorRegistry ?? chart.repository, version };
  }

  /**
   * Copies a chart into the synthesized stack, to a path named after its content, so that a plan shows a changed chart.
   */
  private pack(folder: string): string {
    if (!existsSync(path.join(folder, "Chart.yaml")))
      throw this.error(new Error(`chart: ${path.relative(process.cwd(), folder)} has no Chart.yaml; is it a chart?`));
    const assetHash = createHash("sha256")
      .update(this.attempt(() => packFolders([folder])))
      .digest("hex");
    return new TerraformAsset(this, "chart", { path: folder, type: AssetType.DIRECTORY, assetHash }).path;
  }

  private attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw this.error(error as Error);
    }
  }

  private error({ message }: Error): Error {
    return new Error(`[${this.node.path}] ${message}`);
  }
}
