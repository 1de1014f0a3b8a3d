import { answers, askDatabase, askRedis, healthAnswer } from "../../../connections";

export const dynamic = "force-dynamic";

export async function GET() {
  return healthAnswer(await answers({ database: askDatabase, redis: askRedis }));
}
