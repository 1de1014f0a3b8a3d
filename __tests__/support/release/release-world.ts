import { BundleServer } from "../hosts/bundle-server";
import { MetadataServer } from "../hosts/metadata-server";
import { Images } from "./images";
import { pointerTo, recordOf } from "./record";

const BUCKET = "ainav-production-bundles-1234567890123456";

/** What hosts find around them: their role's keys, the bucket with records, and a registry with images. */
export class ReleaseWorld {
  readonly images = new Images();
  readonly bucket = new BundleServer(BUCKET, "cn-hongkong");
  private readonly metadata = new MetadataServer();

  async start(): Promise<void> {
    await Promise.all([this.metadata.start(), this.bucket.start(), this.images.prepare()]);
  }

  /** Variables of programs on hosts. */
  get variables(): Record<string, string> {
    return { AINAV_METADATA_URL: this.metadata.url, AINAV_OSS_URL: this.bucket.url };
  }

  /** What hosts' settings say of releases. */
  get settings(): object {
    return { releases: { bucket: BUCKET, prefix: "releases/", registry: this.images.registry } };
  }

  /** Records a release. @param versions the version of each image, by its name */
  async record(id: string, versions: Readonly<Record<string, string>>): Promise<void> {
    const images: Record<string, string> = {};
    for (const [name, version] of Object.entries(versions)) images[name] = await this.images.push(name, version);
    this.bucket.objects.set(`releases/${id}.json`, recordOf(id, images));
  }

  /** Points to a release. */
  point(pointer: "rollout" | "current", id: string): void {
    const text = this.bucket.objects.get(`releases/${id}.json`) as Buffer;
    this.bucket.objects.set(`releases/${pointer}.json`, pointerTo(id, text));
  }

  /** @returns errors of the servers, of which there are none */
  async stop(): Promise<unknown[]> {
    this.images.remove();
    await Promise.all([this.metadata.stop(), this.bucket.stop()]);
    return [...this.metadata.failures, ...this.bucket.failures];
  }
}
