import { MissingInput, type PurgeRequest } from "../reconcile/provider";
import type { DesiredDomain, ProviderName, Role } from "../state/domain";

const IMAGES = /\.(avif|gif|ico|jpe?g|png|svg|webp)$/i;

/** What was given to be purged, checked and by provider. */
export class PurgeList {
  private readonly urls = new Set<string>();
  private readonly wholeHosts = new Set<string>();

  constructor(private readonly domains: readonly DesiredDomain[]) {}

  /** @throws {MissingInput} for what is no URL of one of the hosts, naming where it was read */
  addUrl(text: string, source: string): void {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const hosts = this.domains.map(({ host }) => host);
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw new MissingInput(`${source}: "${text}" is not a URL. Write https:// and one of ${hosts.join(", ")}.`);
    }
    if (!hosts.includes(url.host)) {
      throw new MissingInput(`${source}: "${text}" is of another host. Purge URLs of ${hosts.join(", ")}.`);
    }
    this.urls.add(url.href);
  }

  /**
   * Adds a file of a release at the host that serves it: pages, images, or everything else.
   *
   * @param path the file's name below the release's folder, which is no URL: `c#/100%.html`
   * @throws {MissingInput} for a name that leads out of that folder, naming where it was read
   */
  addPath(path: string, source: string): void {
    const role: Role = isPage(path) ? "pages" : IMAGES.test(path) ? "images" : "static";
    const steps = path.replace(/^\.?\/+/, "").split("/");
    if (steps.includes("..")) {
      throw new MissingInput(`${source}: "${path}" leads out of the release. Write paths below its folder.`);
    }
    const url = new URL(`https://${this.hostOf(role)}/${steps.map(asVisitorsAsk).join("/")}`).href;
    this.urls.add(url);
    // A folder is served under its own name, too.
    if (url.endsWith("/index.html")) this.urls.add(url.slice(0, -"index.html".length));
  }

  addEverything(): void {
    for (const { host } of this.domains) this.wholeHosts.add(host);
  }

  /** Requests by provider; none for a provider that has nothing to forget. */
  requests(): Map<ProviderName, PurgeRequest> {
    const requests = new Map<ProviderName, PurgeRequest>();
    for (const provider of new Set(this.domains.map((domain) => domain.provider))) {
      const hosts = this.domains.filter((domain) => domain.provider === provider).map(({ host }) => host);
      const urls = [...this.urls].filter((url) => hosts.includes(new URL(url).host));
      const wholeHosts = hosts.filter((host) => this.wholeHosts.has(host));
      if (urls.length + wholeHosts.length > 0) requests.set(provider, { urls, wholeHosts });
    }
    return requests;
  }

  private hostOf(wanted: Role): string | undefined {
    return this.domains.find(({ role }) => role === wanted)?.host;
  }
}

/**
 * A part of a file's name as browsers write it in a URL. What means something else in a URL, or is dropped from it, is encoded
 * here, and the rest (spaces, letters beyond ASCII) by the URL itself.
 */
function asVisitorsAsk(name: string): string {
  return name.replaceAll(/[%#?\\]|\p{Cc}/gu, encodeURIComponent);
}

/** HTML keeps its name when its content changes; what else a release has is named by its content. */
export function isPage(path: string): boolean {
  const name = path.split("/").at(-1) ?? "";
  return /\.html?$/i.test(name) || !name.includes(".");
}
