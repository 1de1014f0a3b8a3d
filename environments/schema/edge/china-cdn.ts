import { z } from "zod";
import { hostLabel, hostName } from "../kinds/host-name";
import { name } from "../kinds/name";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

const label = (what: string, reason: string, value: string) => knob(hostLabel().default(value), { what, reason });

const ENABLED = {
  what: "Whether DNS sends visitors of static files, images and pages for the mainland to Qiniu and Upyun.",
  reason: "Off until the domain's ICP filing is through, which takes weeks: then everything comes from Cloudflare.",
};

const icpNumber = () => text(/^[\u4e00-\u9fa5]ICP[\u5907\u8bc1][0-9]{6,12}号(-[0-9]+)?$/, "an ICP number");

const ICP_NUMBER = {
  what: "The domain's ICP filing or licence number.",
  reason: "Qiniu serves no domain inside the mainland without it.",
  remedy: "Write the number as the filing has it, such as 粤ICP备2026000001号.",
};

const targets = () => z.strictObject({ static: hostName(), images: hostName(), pages: hostName() });

const TARGETS = {
  what: "The names that the CDNs give to the three hosts, to which their CNAME records point.",
  reason: "`npm run cdn -- apply` prints them once the CDNs have made the domains.",
  remedy: 'Write { static: "…", images: "…", pages: "…" } as the CDNs give them.',
};

/** The knobs that the CDNs have whether they are on or off: they are prepared before DNS sends anybody to them. */
const common = {
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
  upyunService: knob(
    name({ least: 5, most: 20, characters: ["lower-case letters", "digits", "hyphens"] }).default("ainav-img"),
    {
      what: "The Upyun service that serves the image host.",
      reason: "Made in Upyun's console once; its domain binding cannot be automated safely.",
    },
  ),
  monthlyGB: knob(z.int().min(1).max(1_000_000).default(500), {
    what: "The traffic that is paid for in a month; `npm run cdn -- verify` warns above it.",
    unit: "GB",
    reason: "500 GB (requirement: china-cdn-traffic).",
  }),
};

/** The settings of the CDNs in the mainland. When they are on, an ICP number and the names that they gave are required. */
export const chinaCdn = z.discriminatedUnion("enabled", [
  z.strictObject({
    enabled: knob(z.literal(false).optional().default(false), ENABLED),
    icpNumber: knob(icpNumber().optional(), ICP_NUMBER),
    targets: knob(targets().optional(), TARGETS),
    ...common,
  }),
  z.strictObject({
    enabled: knob(z.literal(true), ENABLED),
    icpNumber: knob(icpNumber(), ICP_NUMBER),
    targets: knob(targets(), TARGETS),
    ...common,
  }),
]);

export type ChinaCdn = z.output<typeof chinaCdn>;
