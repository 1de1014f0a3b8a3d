import { z } from "zod";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

const tag = text(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "the tag of an image").refine(
  (value) => value !== "latest",
  "changes under its pods",
);

/** Where the containers of the cluster come from. */
export const clusterImages = z.strictObject({
  registry: knob(
    text(/^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[a-z0-9._-]+)+$/, "a registry's host and namespace").default(
      "registry.cn-hongkong.aliyuncs.com/ainav",
    ),
    {
      what: "Where the services' images are: host and namespace, as `npx cdktf output account` shows them.",
      reason: "The account's registry (requirement: image-registry).",
      remedy: "Write an address such as registry.cn-hongkong.aliyuncs.com/ainav, without https:// and without a tag.",
    },
  ),
  tag: knob(tag, {
    what: "The tag of every image: what is released. A release is a change of this line.",
    reason: "Images of one commit belong together, and a tag never moves.",
    remedy: "Write a release or a commit, such as 2026-11-25.1, never latest.",
  }),
  enterpriseInstanceId: knob(text(/^cri-[a-z0-9]+$/, "the id of a Container Registry Enterprise instance").optional(), {
    what: "The Enterprise instance that the registry is: nodes then pull from it without a password.",
    reason: "None for a personal registry, whose password is then the secret registry-pull (docs/runbooks/cluster.md).",
    remedy: "Write the id from the Container Registry console, such as cri-hkexample.",
  }),
  kubectl: knob(text(/^[a-z0-9.-]+(\/[a-z0-9._-]+)+$/, "an image without its tag").default("registry.k8s.io/kubectl"), {
    what: "The image with kubectl that changes the autoscaler's limits; its tag is the cluster's version.",
    reason: "Kubernetes' own.",
    remedy: "Write the address of a copy, without a tag, such as registry.cn-hongkong.aliyuncs.com/ainav/kubectl.",
  }),
});

export type ClusterImages = z.output<typeof clusterImages>;
