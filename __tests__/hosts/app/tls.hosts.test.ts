import path from "node:path";
import { type ConnectionOptions, connect, getCiphers, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { WebServerHost } from "../../support/hosts/web-server-host";

const WEB = 3000;
/** The document's, in its order. */
const CIPHERS = [
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
];

let host: WebServerHost;
beforeAll(async () => {
  host = new WebServerHost();
  await host.start();
});
afterAll(() => host.stop());

interface Handshake {
  readonly protocol: string | null;
  readonly cipher: string;
  readonly session: Buffer | undefined;
  readonly isResumed: boolean;
  readonly hasTicket: boolean;
}

/** What a handshake ends with, or undefined when the server refuses it. The client itself would accept anything. */
function handshake(options: ConnectionOptions = {}): Promise<Handshake | undefined> {
  const { ciphers = "ALL", ...others } = options;
  return new Promise((resolve) => {
    const socket: TLSSocket = connect(
      {
        ...{ host: "127.0.0.1", port: host.port(WEB), rejectUnauthorized: false, minVersion: "TLSv1", ...others },
        ciphers: `${ciphers}:@SECLEVEL=0`,
      },
      // In TLS 1.3 the session comes after the handshake, so an answer is read first.
      () => socket.write("GET / HTTP/1.0\r\n\r\n"),
    );
    let session: Buffer | undefined;
    socket.on("session", (made: Buffer) => {
      session = made;
    });
    socket.on("error", () => resolve(undefined));
    socket.once("data", () => {
      const { getProtocol, getCipher, isSessionReused, getTLSTicket, getSession } = socket;
      resolve({
        protocol: getProtocol.call(socket),
        cipher: getCipher.call(socket).name,
        session: session ?? getSession.call(socket),
        isResumed: isSessionReused.call(socket),
        hasTicket: getTLSTicket.call(socket) !== undefined,
      });
      socket.destroy();
    });
  });
}

describe("TLS of an app host", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)("speaks %s", async (version) => {
    expect(await handshake({ minVersion: version, maxVersion: version })).toMatchObject({ protocol: version });
  });

  test.each(["TLSv1", "TLSv1.1"] as const)("refuses %s", async (version) => {
    expect(await handshake({ maxVersion: version })).toBeUndefined();
  });

  test("takes the four suites of the document in TLS 1.2, of all that this machine knows", async () => {
    const known = getCiphers().filter((name) => !name.startsWith("tls_"));
    expect(known.length).toBeGreaterThan(CIPHERS.length);
    const taken: string[] = [];
    for (const name of known) {
      const ciphers = name.toUpperCase();
      const result = await handshake({ maxVersion: "TLSv1.2", ciphers }).catch(() => undefined);
      if (result) taken.push(result.cipher);
    }
    expect(taken.sort()).toEqual([...CIPHERS].sort());
  });

  test.each([CIPHERS, [...CIPHERS].reverse()])("lets the client choose among them: %s first", async (...order) => {
    const ciphers = order.join(":");
    expect(await handshake({ maxVersion: "TLSv1.2", ciphers })).toMatchObject({ cipher: order[0] });
  });

  test("resumes sessions from its cache, also after a reload, and gives no tickets", async () => {
    const maxVersion = "TLSv1.2";
    const first = await handshake({ maxVersion });
    expect(first).toMatchObject({ isResumed: false, hasTicket: false });
    expect(await handshake({ maxVersion, session: first?.session })).toMatchObject({ isResumed: true });
    await host.nginx("-s", "reload");
    expect(await handshake({ maxVersion, session: first?.session })).toMatchObject({ isResumed: true });
  });

  test("resumes sessions of TLS 1.3 for a day", async () => {
    const first = await handshake({ minVersion: "TLSv1.3" });
    expect(await handshake({ minVersion: "TLSv1.3", session: first?.session })).toMatchObject({ isResumed: true });
    const file = path.join(host.machine.root, "session.pem");
    const address = `127.0.0.1:${host.port(WEB)}`;
    await execa("openssl", ["s_client", "-connect", address, "-tls1_3", "-ign_eof", "-sess_out", file], {
      input: "GET / HTTP/1.0\r\n\r\n",
    });
    const { stdout } = await execa("openssl", ["sess_id", "-in", file, "-noout", "-text"]);
    expect(stdout).toContain("lifetime hint: 86400 (seconds)");
  });

  test("staples nothing, because nobody but the host has signed its certificates", async () => {
    const address = `127.0.0.1:${host.port(WEB)}`;
    const { stdout } = await execa("openssl", ["s_client", "-connect", address, "-status"], { input: "" });
    expect(stdout).toContain("OCSP response: no response sent");
    expect(stdout).toMatch(/subject=CN = app\.test\n(.*\n)*issuer=CN = app\.test\n/);
  });
});
