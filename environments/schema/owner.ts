import { z } from "zod";
import { REGION_IDS } from "../regions";
import { hostName } from "./kinds/host-name";
import { ipv4Block } from "./kinds/ipv4-block";
import { list } from "./kinds/list";
import { name } from "./kinds/name";
import { text } from "./kinds/text";
import { knob } from "./knob/knob";
import { inWords } from "./knob/limits";
import { EXAMPLE_SETTINGS } from "./owner-examples";

const contact = z.strictObject({
  name: knob(name({ least: 2, most: 14, characters: ["letters", "digits", "dots", "hyphens", "underscores"] }), {
    what: "The contact's name.",
    reason:
      "An alarm's list of contacts has the environment's name and theirs; CloudMonitor takes 40 characters in all.",
  }),
  email: knob(inWords(z.email("is not an e-mail address"), "an e-mail address"), {
    what: "The e-mail address that the contact's alarms go to.",
    reason: "CloudMonitor asks the address for its consent once; give the contact a new name when its address changes.",
  }),
});

export type AlarmContact = z.output<typeof contact>;

const publicKey = text(
  /^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) [A-Za-z0-9+/]{43,}=* ?[^\n"\\$%]*$/,
  "a public key",
);

/** RDS for PostgreSQL takes 63 characters; the accounts' names go on behind the prefix. */
const databaseName = () => name({ least: 2, most: 32, characters: ["lower-case letters", "digits", "underscores"] });

const stateBackend = (what: string, reason: string) => knob(z.enum(["local", "oss"]), { what, reason });

/** The settings of the platform's owner, who runs it. */
export const ownerSettings = z.strictObject({
  project: knob(name({ least: 2, most: 8, characters: ["lower-case letters", "digits"] }), {
    what: "The first part of every resource's name and of every state key.",
    reason: "It tells the platform's resources from others in the account. Changing it later replaces everything.",
  }),
  accountId: knob(text(/^[0-9]{15,19}$/, "the id of an Alibaba Cloud account"), {
    what: "The Alibaba Cloud account.",
    reason: "Part of every ARN, and of the names that must be unique in the world.",
    remedy: "Write the 15 to 19 digits that the console's account menu shows, in quotes.",
  }),
  domain: knob(hostName("a domain name"), {
    what: "The platform's apex domain.",
    reason: "Every host name is below it.",
    remedy: "Write a domain name in lower case, such as ainav.cn, without https://.",
  }),
  cloudflareZoneId: knob(text(/^[0-9a-f]{32}$/, "the id of a Cloudflare zone"), {
    what: "The domain's zone at Cloudflare.",
    reason: "The zone exists already: registrars point at it.",
    remedy: "Write the 32 hexadecimal digits from the zone's overview page.",
  }),
  cloudflareAccountId: knob(text(/^[0-9a-f]{32}$/, "the id of a Cloudflare account"), {
    what: "The Cloudflare account that the zone belongs to.",
    reason: "Notifications and API tokens are the account's.",
    remedy: "Write the 32 hexadecimal digits from the zone's overview page.",
  }),
  adminCidrs: knob(
    list(
      ipv4Block({
        shortest: 16,
        tooLarge: "opens the bastion's SSH to more than 65,536 addresses",
        example: "203.0.113.10/32",
      }),
      { least: 1 },
    ),
    {
      what: "The addresses of administrators: the only ones from which the bastion accepts SSH.",
      reason: "Nobody else has a reason to log in (requirement: firewall-ssh).",
      advice: "Use the public addresses of your offices or VPN.",
    },
  ),
  adminPublicKeys: knob(list(publicKey, { least: 1, most: 20 }), {
    what: "The SSH keys of administrators: the only way to log in to a host.",
    reason: "No host takes a password (requirement: firewall-ssh).",
    remedy: "List lines as ~/.ssh/id_ed25519.pub has them.",
  }),
  certificateId: knob(text(/^[0-9]{4,}-[a-z]+-[a-z0-9-]+$/, "the id of a certificate"), {
    what: "The certificate that the load balancer shows, for the domain and every name below it.",
    reason: "It exists already: a certificate that Terraform uploads would leave its private key in the state.",
    remedy: "Write the id from the Certificate Management Service with its region, such as 12345678-cn-hangzhou.",
  }),
  originPullAuthorityId: knob(
    text(/^[A-Za-z0-9](-?[A-Za-z0-9]){3,127}$/, "the id of an authority's certificate").optional(),
    {
      what: "The certificate of the authority that signs Cloudflare's client certificate. Load balancers that only Cloudflare may reach then refuse, on port 443, whoever shows none of it.",
      reason:
        "None: load balancers ask for no client certificate, and the secret header tells Cloudflare's requests for this zone from others. Turn on what Cloudflare shows first, and deploy that (docs/first-deploy.md).",
      remedy:
        "Write the id that the Certificate Management Service gives to the CA certificate: Cloudflare's authenticated_origin_pull_ca.pem for edge.originPulls shared, your own authority's for own.",
    },
  ),
  githubRepository: knob(text(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "a repository's owner and name with one slash"), {
    what: "The GitHub repository whose workflows plan and deploy.",
    reason: "The roles of CI trust no other.",
    remedy: "Write owner/name.",
  }),
  applicationRepository: knob(
    text(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "a repository's owner and name with one slash").optional(),
    {
      what: "The GitHub repository whose workflows build the platform's images and release them to hosts.",
      reason: "None: people release (docs/runbooks/releases.md). The roles of releases trust no other.",
      remedy: "Write owner/name.",
    },
  ),
  alarmContacts: knob(z.array(contact).min(1), {
    what: "The people who are told when an alarm goes off.",
    reason: "An alarm that nobody hears is useless.",
    remedy: "List at least one contact, with name and email.",
  }),
  registryNamespace: knob(
    name({
      least: 2,
      most: 30,
      characters: ["lower-case letters", "digits", "dots", "hyphens", "underscores"],
      first: "a letter or a digit",
    }),
    {
      what: "The namespace of the platform's container images.",
      reason: "The second part of an image's address (requirement: image-registry). It is unique in a region.",
    },
  ),
  imageRegistries: knob(z.partialRecord(z.enum(REGION_IDS), hostName("a registry's host name")), {
    what: "The host of the image registry from which each region's cluster pulls.",
    reason:
      "The account stack makes one registry, in its own region; another region needs a copy, or pulls from there.",
    remedy: 'Write { "<region>": "<host>" } for each region in use, such as "registry.cn-hongkong.aliyuncs.com".',
  }),
  databaseName: knob(databaseName(), {
    what: "The database that all services use.",
    reason: "Services find it by name (requirement: database-name). Changing it later makes another, empty one.",
  }),
  databaseAccountPrefix: knob(databaseName(), {
    what: "The first part of the names of the database's accounts: `<prefix>_owner`, `_app`, `_readonly`, `_exporter`.",
    reason: "People see the names in connections and logs. Changing it later makes other accounts.",
  }),
  icpNumber: knob(text(/^[\u4e00-\u9fa5]ICP[\u5907\u8bc1][0-9]{6,12}号(-[0-9]+)?$/, "an ICP number").optional(), {
    what: "The domain's ICP filing or licence number.",
    reason: "Qiniu serves no domain inside the mainland without it. Leave it out until the filing is through.",
    remedy: "Write the number as the filing has it, such as 粤ICP备2026000001号.",
  }),
  chinaCdnTargets: knob(z.strictObject({ static: hostName(), images: hostName(), pages: hostName() }).optional(), {
    what: "The names that the China CDNs give to the three hosts, to which their CNAME records point.",
    reason: "`npm run cdn -- verify` prints them once the CDNs have made the domains.",
    remedy: 'Write { static: "…", images: "…", pages: "…" } as the CDNs give them.',
  }),
  upyunService: knob(name({ least: 5, most: 20, characters: ["lower-case letters", "digits", "hyphens"] }), {
    what: "The Upyun service that serves the image host.",
    reason: "Made in Upyun's console once; its domain binding cannot be automated safely.",
  }),
  monthlyBudgetUsd: knob(z.int().min(1).max(1_000_000), {
    what: "What the platform may cost in a month, without traffic peaks.",
    unit: "USD",
    reason: "The first deploy sets it as the budget of the account (requirement: monthly-cost).",
  }),
  confirmedExamples: knob(list(z.enum(EXAMPLE_SETTINGS)), {
    what: "The settings whose value is an example's and your own all the same, such as the domain of an example.",
    reason: "With stateBackend oss every other value that is still an example is refused.",
  }),
  stateRegion: knob(z.enum(REGION_IDS), {
    what: "The region of the bucket and of the lock table that hold Terraform's state.",
    reason: "The region in which the platform's other data is.",
  }),
  stateBackend: stateBackend(
    "Where Terraform keeps its state: in files beside cdktf.out, or in the OSS bucket that the state stack makes.",
    "local tries things out with no account; oss is for everything that is real.",
  ),
  stateStackBackend: stateBackend(
    "Where the state stack keeps its own state when stateBackend is oss.",
    "The stack makes the bucket, so its state starts out local and is moved there afterwards (docs/first-deploy.md).",
  ),
});

/** The owner's settings, checked. */
export type Owner = z.output<typeof ownerSettings>;
