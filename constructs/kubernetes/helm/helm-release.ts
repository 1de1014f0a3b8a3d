import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, type ITerraformDependable, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { packFolders } from "../../storage/folder-archive";
import { type HelmSetting, helmSet } from "./helm-setting";
import { readValues } from "./helm-values";

/** Revisions that Helm keeps in the cluster, each a Secret with the whole release in it. */
const MAX_HISTORY = 5;
/** Semantic versions, with the `v` that some projects put before them. */
const EXACT_VERSION = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;

/** A chart that somebody publishes. */
export interface PublishedChart {
  /** `https://…` of an index, or `oci://…`. */
  readonly repository: string;
  readonly name: string;
  /** Exact, such as 41.3.0: what a range means changes from one plan to the next. */
  readonly version: string;
}

/** A chart that lies in this project. */
export interface LocalChart {
  /** Absolute path of the folder that holds Chart.yaml. */
  readonly folder: string;
}

export interface HelmReleaseProps {
  /** Unique in its namespace; charts make the names of their objects from it. */
  readonly releaseName: string;
  readonly namespace: string;
  /** @default false: the namespace is there already */
  readonly createNamespace?: boolean;
  readonly chart: PublishedChart | LocalChart;
  /** Absolute paths, of which there is at least one: the base first, then what overlays it. */
  readonly valuesFiles: readonly string[];
  /** @default none */
  readonly settings?: readonly HelmSetting[];
  /**
   * How long the release may take until everything in it is ready; then it is rolled back.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number;
  /**
   * `oci://<host>/<namespace>`, a registry with copies of all published charts, in place of their own repositories.
   *
   * @default the charts' own repositories
   */
  readonly mirrorRegistry?: string;
  /** Releases whose objects this one needs, such as custom resource definitions. */
  readonly dependsOn?: readonly HelmRelease[];
}

/**
 * A chart in a cluster. It is ready or rolled back: a deploy never leaves half of it. Values are read at synth, so that a
 * plan shows every change of them; secrets are named in them, never written.
 *
 * @throws when a file of values is missing or wrong, a version is not exact, or the mirror is not an OCI address
 */
export class HelmRelease extends Construct {
  readonly releaseName: string;
  readonly namespace: string;
  /** What others wait for: everything in the release is ready. */
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
      set: settings.length === 0 ? undefined : settings.map((setting) => this.attempt(() => helmSet(setting))),
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

  /** A folder of its own in the synthesized stack, named by its content: another chart is another path in the plan. */
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
