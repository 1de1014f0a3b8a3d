import { z } from "zod";
import { readAnswer } from "../http/answer";
import { RequestFailed } from "../http/errors";
import { type CertificateFiles, certificateFacts } from "../state/certificate";
import type { CertificateFacts } from "../state/domain";
import type { QiniuApi } from "./api";

const listAnswer = z.object({
  marker: z.string().nullish(),
  certs: z.array(z.object({ certid: z.string(), name: z.string().nullish() })).nullish(),
});
const uploadAnswer = z.object({ certID: z.string() });
// The answer has the private key as well, which goes nowhere from here.
const certificateAnswer = z.object({ cert: z.object({ ca: z.string().nullish(), not_after: z.number().nullish() }) });

/** The certificates of a Qiniu account (https://developer.qiniu.com/fusion/8593/interface-related-certificate). */
export class QiniuCertificates {
  private uploading?: Promise<string>;

  constructor(
    private readonly api: QiniuApi,
    private readonly files: CertificateFiles | undefined,
    private readonly hide: (secret: string) => void,
  ) {}

  /** What is public of a certificate. */
  async facts(id: string): Promise<CertificateFacts> {
    const { cert } = readAnswer(
      certificateAnswer,
      await this.api.api("GET", `/sslcert/${id}`),
      `Qiniu, certificate ${id}`,
    );
    const facts = certificateFacts(cert.ca ?? "");
    const expiresAt = facts.expiresAt ?? (cert.not_after ? cert.not_after * 1000 : undefined);
    return { ...facts, expiresAt };
  }

  /** The id of the certificate at hand, uploaded once for all hosts, and not at all when it is there. */
  idOfGiven(files: CertificateFiles): Promise<string> {
    this.uploading ??= this.findOrUpload(files).catch((error) => {
      this.uploading = undefined;
      throw error;
    });
    return this.uploading;
  }

  get given(): CertificateFiles | undefined {
    return this.files;
  }

  private async findOrUpload(files: CertificateFiles): Promise<string> {
    // The name follows from the content: a certificate whose upload was cut off is found again.
    const name = `sha256-${files.facts.fingerprint?.slice(0, 40)}`;
    const found = await this.find(name);
    if (found !== undefined) return found;
    const pri = files.readKey();
    this.hide(pri);
    try {
      const content = { name, common_name: files.commonName, pri, ca: files.pem };
      return readAnswer(uploadAnswer, await this.api.api("POST", "/sslcert", content), "Qiniu, a new certificate")
        .certID;
    } catch (error) {
      const uploaded = error instanceof RequestFailed && error.effect === "none" ? undefined : await this.find(name);
      if (uploaded === undefined) throw error;
      return uploaded;
    }
  }

  private async find(name: string): Promise<string | undefined> {
    for (let marker = ""; ; ) {
      const query = new URLSearchParams({ marker, limit: "500" });
      const answer = readAnswer(listAnswer, await this.api.api("GET", `/sslcert?${query}`), "Qiniu, certificates");
      const found = answer.certs?.find((certificate) => certificate.name === name);
      if (found !== undefined || !answer.marker) return found?.certid;
      marker = answer.marker;
    }
  }
}
