import { Counter, register } from "prom-client";

export const dynamic = "force-dynamic";

const requests =
  register.getSingleMetric("http_requests_total") ??
  new Counter({ name: "http_requests_total", help: "Requests that were answered.", labelNames: ["status"] });

export async function GET() {
  requests.inc({ status: "200" });
  return new Response(await register.metrics(), { headers: { "content-type": register.contentType } });
}
