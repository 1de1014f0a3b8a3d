import { z } from "zod";
import { hostLabel } from "../kinds/host-name";
import { knob } from "../knob/knob";

/** The knobs that name hosts of the China CDNs, and the host that these pull pages from. */
export const CHINA_CDN_LABELS = ["staticLabel", "imageLabel", "pagesLabel", "originLabel"] as const;

const label = (what: string, reason: string, value: string) => knob(hostLabel().default(value), { what, reason });

/** The settings of the CDNs in the mainland. The owner has their ICP number and the names that they gave. */
export const chinaCdn = z.strictObject({
  enabled: knob(z.boolean().default(false), {
    what: "Whether DNS sends visitors of static files, images and pages for the mainland to Qiniu and Upyun.",
    reason: "Off until the domain's ICP filing is through, which takes weeks: then everything comes from Cloudflare.",
  }),
  staticLabel: label(
    "The host of static files, served by Qiniu.",
    "It says what the host serves (requirement: china-cdn-static).",
    "static",
  ),
  imageLabel: label(
    "The host of images and screenshots, served by Upyun.",
    "It says what the host serves (requirement: china-cdn-images).",
    "img",
  ),
  pagesLabel: label(
    "The host of pages for the mainland, served by Qiniu.",
    "It says what the host serves: pages that are rendered ahead (requirement: china-cdn-static).",
    "cn",
  ),
  originLabel: label(
    "The host from which Qiniu pulls those pages: the load balancer, past Cloudflare.",
    "Cloudflare's own addresses are the only ones that the main listener answers.",
    "origin-cn",
  ),
  monthlyGB: knob(z.int().min(1).max(1_000_000).default(500), {
    what: "The traffic that is paid for in a month; `npm run cdn -- verify` warns above it.",
    unit: "GB",
    reason: "500 GB (requirement: china-cdn-traffic).",
  }),
});

export type ChinaCdn = z.output<typeof chinaCdn>;
