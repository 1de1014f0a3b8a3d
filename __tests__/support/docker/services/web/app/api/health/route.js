export const dynamic = "force-dynamic";

/** Whether the web itself works. Whoever asks would replace it, and the new one would have the same database. */
export async function GET() {
  return Response.json({ status: "ok" });
}
