import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { MissingInput } from "../reconcile/provider";
import type { CertificateFacts } from "./domain";

/** The facts of the first certificate of a PEM text; none when it is not one. */
export function certificateFacts(pem: string): CertificateFacts {
  try {
    const certificate = new X509Certificate(pem);
    const fingerprint = certificate.fingerprint256.replaceAll(":", "").toLowerCase();
    return { fingerprint, expiresAt: Date.parse(certificate.validTo) };
  } catch {
    return {};
  }
}

/** The certificate that the user gave, in files. The key is read only by `readKey`. */
export class CertificateFiles {
  readonly facts: CertificateFacts;
  private readonly certificate: X509Certificate;
  readonly pem: string;

  /**
   * @param file a PEM file, the host's own certificate first (CDN_CERTIFICATE_FILE)
   * @param keyFile a PEM file (CDN_CERTIFICATE_KEY_FILE)
   * @throws {MissingInput} when the file cannot be read or holds no certificate
   */
  constructor(
    file: string,
    private readonly keyFile: string | undefined,
  ) {
    this.pem = read("CDN_CERTIFICATE_FILE", file);
    this.facts = certificateFacts(this.pem);
    if (this.facts.fingerprint === undefined) {
      throw new MissingInput(
        `CDN_CERTIFICATE_FILE: ${file} holds no certificate. Name a PEM file with the full chain.`,
      );
    }
    this.certificate = new X509Certificate(this.pem);
  }

  /** The first name that it is for. */
  get commonName(): string {
    return /DNS:([^,]+)/.exec(this.certificate.subjectAltName ?? "")?.[1] ?? "";
  }

  covers(host: string): boolean {
    return this.certificate.checkHost(host) !== undefined;
  }

  /** The private key's PEM text. @throws {MissingInput} when it is missing or belongs to another certificate */
  readKey(): string {
    if (this.keyFile === undefined) {
      throw new MissingInput(
        "CDN_CERTIFICATE_KEY_FILE is not set. Name the PEM file of the certificate's private key.",
      );
    }
    const key = read("CDN_CERTIFICATE_KEY_FILE", this.keyFile);
    if (this.belongs(key)) return key;
    throw new MissingInput(`CDN_CERTIFICATE_KEY_FILE: ${this.keyFile} is not the key of the certificate. Name that.`);
  }

  private belongs(key: string): boolean {
    try {
      return this.certificate.checkPrivateKey(createPrivateKey(key));
    } catch {
      // What OpenSSL says of it may quote it.
      return false;
    }
  }
}

function read(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new MissingInput(`${variable}: ${file} cannot be read (${code}). Name a PEM file that exists.`);
  }
}
