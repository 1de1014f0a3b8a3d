export const dynamic = "force-dynamic";

export default function Page() {
  return <main>AI Navigator {process.env.VERSION ?? "development"}</main>;
}
