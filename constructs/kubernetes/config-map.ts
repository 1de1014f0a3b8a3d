import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "./namespace";

export interface ConfigMapProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** Nothing secret: whoever may list pods may read it. */
  readonly entries: Readonly<Record<string, string>>;
}

/** Settings that pods read when they start. */
export class ConfigMap extends Construct {
  readonly configMapName: string;
  /** Changes with the entries: as an annotation of pods it replaces them, since they read settings once. */
  readonly checksum: string;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id);
    const map = new ConfigMapV1(this, "Default", {
      metadata: { name: props.name, namespace: props.namespace.namespaceName },
      data: { ...props.entries },
    });
    this.configMapName = map.metadata.name;
    this.checksum = Fn.sha256(Fn.jsonencode({ ...props.entries }));
  }
}
