import { z } from "zod";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

const tag = text(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "the tag of an image").refine(
  (value) => value !== "latest",
  "changes under its pods",
);

/** The settings of the images that the cluster's containers run. */
export const clusterImages = z.strictObject({
  registry: knob(text(/^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[a-z0-9._-]+)+$/, "a registry's host and namespace").optional(), {
    what: "The registry of the services' images, host and namespace, in place of the owner's registry for the region.",
    reason: "None: `imageRegistries` and `registryNamespace` of the owner say it (requirement: image-registry).",
    remedy: "Write an address such as registry.cn-hongkong.aliyuncs.com/ainav, without https:// and without a tag.",
  }),
  tag: knob(tag, {
    what: "The tag of every image. Changing it is a release.",
    reason: "Images of one commit belong together, and a tag never moves.",
    remedy: "Write a release or a commit, such as 2026-11-25.1, never latest.",
  }),
  enterpriseInstanceId: knob(text(/^cri-[a-z0-9]+$/, "the id of a Container Registry Enterprise instance").optional(), {
    what: "The registry's Enterprise instance, if it is one. Nodes then pull images from it without a password.",
    reason: "None for a personal registry, whose password is then the secret registry-pull (docs/runbooks/cluster.md).",
    remedy: "Write the id from the Container Registry console, such as cri-hkexample.",
  }),
  kubectl: knob(text(/^[a-z0-9.-]+(\/[a-z0-9._-]+)+$/, "an image without its tag").default("registry.k8s.io/kubectl"), {
    what: "The image with kubectl that changes the autoscaler's limits; its tag is the cluster's version.",
    reason: "Kubernetes' own image.",
    remedy: "Write the address of a copy, without a tag, such as registry.cn-hongkong.aliyuncs.com/ainav/kubectl.",
  }),
});

export type ClusterImages = z.output<typeof clusterImages>;
