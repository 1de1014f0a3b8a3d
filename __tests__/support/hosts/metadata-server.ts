import { type Answer, CREDENTIALS, LoopbackServer, type ReceivedRequest } from "../oss-backend/loopback-server";

const TOKEN = "metadata-token";
const ROLE = "/latest/meta-data/ram/security-credentials/";

/** The id of the instance that the tests run on. */
export const INSTANCE_ID = "i-this";

export const PRIVATE_ADDRESS = "10.0.2.17";

/** The metadata service of an ECS instance that accepts only IMDSv2. */
export class MetadataServer extends LoopbackServer {
  /** The number of further answers that no role is attached. */
  withoutRole = 0;
  /** The number of further answers that the role has no keys yet. */
  withoutKeys = 0;

  protected override async answer({ method, path, headers }: ReceivedRequest): Promise<Answer> {
    if (path === "/latest/api/token") {
      const lifetime = Number(headers["x-aliyun-ecs-metadata-token-ttl-seconds"]);
      return method === "PUT" && lifetime >= 1 && lifetime <= 21600 ? { status: 200, body: TOKEN } : { status: 400 };
    }
    if (headers["x-aliyun-ecs-metadata-token"] !== TOKEN) return { status: 403 };
    if (path === "/latest/meta-data/instance-id") return { status: 200, body: INSTANCE_ID };
    if (path === "/latest/meta-data/private-ipv4") return { status: 200, body: PRIVATE_ADDRESS };
    if (path === ROLE) return this.withoutRole-- > 0 ? { status: 404 } : { status: 200, body: "test-host" };
    if (path !== `${ROLE}test-host`) return { status: 404 };
    const { accessKeyId, accessKeySecret, securityToken } = CREDENTIALS;
    const keys =
      this.withoutKeys-- > 0
        ? { Code: "AssumeRoleFailed" }
        : { Code: "Success", AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: securityToken };
    return { status: 200, body: JSON.stringify(keys) };
  }
}
