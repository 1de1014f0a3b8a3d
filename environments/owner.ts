/**
 * What differs for everybody who runs this platform, and is no secret. The values are working examples: replace them
 * here, in `environments/owner.local.json` (which git ignores) or by the environment variables in `owner-settings.ts`.
 */
import { z } from "zod";
import { REGION_IDS } from "./regions";
import { cidr, knob } from "./schema/knob";

const contact = z.strictObject({
  name: knob(z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{1,13}$/, "is not 2 to 14 letters, digits, dots or hyphens"), {
    what: "The contact's name.",
    reason: "Alarms list their contacts by name, behind the environment's; CloudMonitor takes 40 characters in all.",
    remedy: "Write 2 to 14 letters, digits, dots, hyphens or underscores, a letter first.",
  }),
  email: knob(z.email("is not an e-mail address"), {
    what: "Where the contact's alarms go.",
    reason: "CloudMonitor asks the address for its consent once; give the contact a new name when its address changes.",
    remedy: "Write an e-mail address.",
  }),
});

const stateBackend = (what: string, reason: string) =>
  knob(z.enum(["local", "oss"]), { what, reason, remedy: "Choose local or oss." });

export const ownerSettings = z.strictObject({
  project: knob(z.string().regex(/^[a-z][a-z0-9]{1,7}$/, "is not 2 to 8 lower-case letters and digits"), {
    what: "The first part of every resource's name and of every state key.",
    reason: "Tells the platform's resources from others in the account. Changing it later replaces everything.",
    remedy: "Write 2 to 8 lower-case letters and digits, a letter first.",
  }),
  accountId: knob(z.string().regex(/^[0-9]{15,19}$/, "is not the id of an Alibaba Cloud account"), {
    what: "The Alibaba Cloud account.",
    reason: "Part of every ARN, and of the names that must be unique in the world.",
    remedy: "Write the 15 to 19 digits that the console's account menu shows, in quotes.",
  }),
  domain: knob(z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "is not a domain name"), {
    what: "The platform's apex domain.",
    reason: "Every host name is below it.",
    remedy: "Write a domain name in lower case, such as ainav.cn, without https://.",
  }),
  cloudflareZoneId: knob(z.string().regex(/^[0-9a-f]{32}$/, "is not the id of a Cloudflare zone"), {
    what: "The domain's zone at Cloudflare.",
    reason: "The zone exists already: registrars point at it.",
    remedy: "Write the 32 hexadecimal digits from the zone's overview page.",
  }),
  cloudflareAccountId: knob(z.string().regex(/^[0-9a-f]{32}$/, "is not the id of a Cloudflare account"), {
    what: "The Cloudflare account that the zone belongs to.",
    reason: "Notifications and API tokens are the account's.",
    remedy: "Write the 32 hexadecimal digits from the zone's overview page.",
  }),
  adminCidrs: knob(z.array(cidr()).min(1), {
    what: "Where administrators come from: the only addresses from which the bastion takes SSH.",
    reason: "Specification, section 8.1.",
    remedy: "List the offices' or VPN's public addresses, /16 or smaller, such as 203.0.113.10/32.",
  }),
  adminPublicKeys: knob(
    z
      .array(
        z
          .string()
          .regex(
            /^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) [A-Za-z0-9+/]{43,}=* ?[^\n"\\$%]*$/,
            "is not a public key",
          ),
      )
      .min(1)
      .max(20),
    {
      what: "The SSH keys of administrators: the only way to log in to a host.",
      reason: "No host takes a password (specification, section 8.1).",
      remedy: "List lines as ~/.ssh/id_ed25519.pub has them.",
    },
  ),
  certificateId: knob(z.string().regex(/^[0-9]{4,}-[a-z]+-[a-z0-9-]+$/, "is not the id of a certificate"), {
    what: "The certificate that the load balancer shows, for the domain and every name below it.",
    reason: "It exists already: a certificate that Terraform uploads would leave its private key in the state.",
    remedy: "Write the id from the Certificate Management Service with its region, such as 12345678-cn-hangzhou.",
  }),
  githubRepository: knob(
    z.string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "is not a repository's owner and name with one slash"),
    {
      what: "The GitHub repository whose workflows plan and deploy.",
      reason: "The roles of CI trust no other.",
      remedy: "Write owner/name.",
    },
  ),
  alarmContacts: knob(z.array(contact).min(1), {
    what: "Who is told when an alarm goes off.",
    reason: "An alarm that nobody hears is none.",
    remedy: "List at least one contact, with name and email.",
  }),
  stateRegion: knob(z.enum(REGION_IDS), {
    what: "The region of the bucket and of the lock table that hold Terraform's state.",
    reason: "Where the platform's other data lies.",
    remedy: `Choose one of ${REGION_IDS.join(", ")}.`,
  }),
  stateBackend: stateBackend(
    "Where Terraform keeps its state: in files beside cdktf.out, or in the OSS bucket that the state stack makes.",
    "local tries things out with no account; oss is for everything that is real.",
  ),
  stateStackBackend: stateBackend(
    "Where the state stack keeps its own state when stateBackend is oss.",
    "It makes the bucket, so it starts out local and moves in afterwards (README, first deploy).",
  ),
});

export type Owner = z.output<typeof ownerSettings>;

/** Working example values. */
export const owner: Owner = {
  project: "ainav",
  accountId: "1234567890123456",
  domain: "ainav.cn",
  cloudflareZoneId: "0123456789abcdef0123456789abcdef",
  cloudflareAccountId: "fedcba9876543210fedcba9876543210",
  adminCidrs: ["203.0.113.0/24"],
  adminPublicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"],
  certificateId: "12345678-cn-hangzhou",
  githubRepository: "ainav/infrastructure",
  alarmContacts: [{ name: "operations", email: "operations@ainav.cn" }],
  stateRegion: "cn-hongkong",
  stateBackend: "local",
  stateStackBackend: "local",
};
