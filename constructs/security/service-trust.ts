import type { Trust } from "./role";

/** Trust in a service of Alibaba Cloud, such as `ecs`, which then assumes the role for what it runs. */
export function serviceTrust(service: "ecs" | "oss"): Trust {
  return { principal: { Service: [`${service}.aliyuncs.com`] } };
}
