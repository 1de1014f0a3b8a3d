import { connect } from "node:tls";
import { certificateFacts } from "../state/certificate";
import type { CertificateFacts } from "../state/domain";

/** Milliseconds. */
const TIMEOUT = 10_000;

/**
 * The certificate that a CDN shows for a host, before DNS sends anybody there.
 *
 * @param target the name that the host's CNAME record points to, with a port where that is not 443
 * @param authority the one authority to trust, in place of those that Node.js knows
 * @throws when there is no connection, or the certificate is not valid for the host
 */
export function handshake(host: string, target: string, authority?: string): Promise<CertificateFacts> {
  const [address = target, port = "443"] = target.split(":");
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: Number(port), servername: host, timeout: TIMEOUT, ca: authority });
    const give = (settle: () => void) => {
      socket.destroy();
      settle();
    };
    socket.once("secureConnect", () => {
      const facts = certificateFacts(socket.getPeerX509Certificate()?.toString() ?? "");
      give(() => resolve(facts));
    });
    socket.once("timeout", () => give(() => reject(new Error(`${target} does not answer`))));
    socket.once("error", (error) => give(() => reject(error)));
  });
}
