import { answers, askDatabase, askRedis, askService, reachAnswer } from "../../../connections";

export const dynamic = "force-dynamic";

/** Whether the web reaches what it needs, and the services that it calls. */
export async function GET() {
  const { CONTENT_API_URL, SEARCH_API_URL } = process.env;
  const content = () => askService(CONTENT_API_URL);
  const search = () => askService(SEARCH_API_URL);
  return reachAnswer(await answers({ database: askDatabase, redis: askRedis, content, search }));
}
