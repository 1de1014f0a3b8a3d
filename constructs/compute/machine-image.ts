import { DataAlicloudImages } from "@cdktf/provider-alicloud/lib/data-alicloud-images";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";

export interface MachineImageProps {
  /** A regular expression on the names of system images, such as `^aliyun_3_x64_20G_alibase_`. */
  readonly family: string;
  /** Id of the image that is used when the family has none any more. */
  readonly pinned: string;
}

/** The newest system image of a family, looked up at every plan. */
export class MachineImage extends Construct {
  readonly imageId: string;

  constructor(scope: Construct, id: string, props: MachineImageProps) {
    super(scope, id);
    const images = new DataAlicloudImages(this, "Default", {
      owners: "system",
      nameRegex: props.family,
      architecture: "x86_64",
      mostRecent: true,
    });
    this.imageId = Token.asString(Fn.try([Fn.element(images.ids, 0), props.pinned]));
  }
}
