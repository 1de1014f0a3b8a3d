import { z } from "zod";
import { readAnswer } from "../http/answer";
import type { QiniuApi } from "./api";

const answer = z.object({
  code: z.number(),
  error: z.string().nullish(),
  data: z
    .record(
      z.string(),
      z.object({ china: z.array(z.number()).nullish(), oversea: z.array(z.number()).nullish() }).nullish(),
    )
    .nullish(),
});

/** Bytes sent to visitors in a month (https://developer.qiniu.com/fusion/1230/traffic-bandwidth). */
export async function monthlyBytes(api: QiniuApi, month: string, hosts: readonly string[]): Promise<number> {
  const [year = 0, number = 0] = month.split("-").map(Number);
  // The 0th day of the next month is the last of this one.
  const endDate = `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
  const question = { startDate: `${month}-01`, endDate, granularity: "day", domains: hosts.join(";") };
  const { code, error, data } = readAnswer(answer, await api.fusion("/v2/tune/flux", question), "Qiniu, traffic");
  if (code !== 200) throw new Error(`Qiniu gives no traffic: ${code} ${error ?? ""}`.trim());
  const numbers = Object.values(data ?? {}).flatMap((host) => [...(host?.china ?? []), ...(host?.oversea ?? [])]);
  return numbers.reduce((sum, bytes) => sum + bytes, 0);
}
