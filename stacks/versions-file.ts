import { writeFileSync } from "node:fs";
import path from "node:path";
import type { IStackSynthesizer, ISynthesisSession, TerraformStack } from "cdktf";

const VERSIONS_FILE = "versions.tf";

/**
 * Writes `versions.tf` into a stack's folder, beside what cdktf writes there. The file says which versions of Terraform may
 * run the stack. checkov stops at `required_version` in any file of JSON, and would check nothing of the stack. In a file of
 * HCL it reads it.
 */
export class VersionsFile implements IStackSynthesizer {
  /**
   * @param stack the stack to synthesize
   * @param synthesizer writes the stack itself
   * @param terraformVersions such as `>= 1.7`
   */
  constructor(
    private readonly stack: TerraformStack,
    private readonly synthesizer: IStackSynthesizer,
    private readonly terraformVersions: string,
  ) {}

  synthesize(session: ISynthesisSession): void {
    this.synthesizer.synthesize(session);
    const { workingDirectory } = session.manifest.forStack(this.stack);
    writeFileSync(
      path.join(session.outdir, workingDirectory, VERSIONS_FILE),
      `terraform {\n  required_version = ${JSON.stringify(this.terraformVersions)}\n}\n`,
    );
  }
}
