import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "./namespace";

export interface ConfigMapProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** No secrets: whoever may read the namespace's objects sees them in plain text. */
  readonly entries: Readonly<Record<string, string>>;
}

/** A ConfigMap of settings that pods read when they start. */
export class ConfigMap extends Construct {
  readonly configMapName: string;
  /** Hash of the entries. As an annotation of pods, it makes a change of the entries replace them. */
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
