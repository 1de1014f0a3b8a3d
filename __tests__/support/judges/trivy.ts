import execa from "execa";
import { folderOf, judgeFile, manifestResource, type Verdict } from "./finding";

interface Report {
  readonly Results?: readonly { readonly Target: string; readonly Misconfigurations?: readonly Misconfiguration[] }[];
}

/** A check's result, as trivy writes it. */
interface Misconfiguration {
  readonly ID: string;
  readonly Status: "PASS" | "FAIL" | "EXCEPTION";
  readonly Message: string;
}

/**
 * Runs trivy's checks of Kubernetes objects on a folder that has folders of manifests at some depth. It judges each file by
 * itself. trivy has no checks of Alibaba Cloud and of Cloudflare, so stacks are not for it.
 *
 * @throws with trivy's words when it ends with an error
 */
export async function trivy(folder: string): Promise<Verdict> {
  // The checks that are in the program are used when none may be downloaded.
  const offline = ["--skip-check-update", "--skip-version-check", "--cache-dir", `${folder}.trivy`];
  const args = ["config", ...offline, "--include-non-failures", "--format", "json", "--quiet", folder];
  const { stdout } = await execa(judgeFile("TRIVY_PROGRAM"), args, { stdin: "ignore", maxBuffer: 1 << 30 });
  const { Results = [] }: Report = JSON.parse(stdout);
  const checks: Record<string, number> = {};
  for (const { Target, Misconfigurations = [] } of Results)
    checks[folderOf(Target)] = (checks[folderOf(Target)] ?? 0) + Misconfigurations.length;
  const findings = Results.flatMap(({ Target, Misconfigurations = [] }) =>
    Misconfigurations.filter(({ Status }) => Status === "FAIL").map(({ ID, Message }) => ({
      check: ID,
      resource: manifestResource(Target),
      what: Message,
    })),
  );
  return { findings, checks };
}
