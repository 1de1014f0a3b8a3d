import { answers, askService, healthAnswer } from "../../../connections";

export const dynamic = "force-dynamic";

/** Whether the web reaches the services that it calls. */
export async function GET() {
  const { CONTENT_API_URL, SEARCH_API_URL } = process.env;
  return healthAnswer(
    await answers({ content: () => askService(CONTENT_API_URL), search: () => askService(SEARCH_API_URL) }),
  );
}
