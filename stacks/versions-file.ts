import { writeFileSync } from "node:fs";
import path from "node:path";
import type { IStackSynthesizer, ISynthesisSession, TerraformStack } from "cdktf";

/**
 * Writes `versions.tf.json` into a stack's folder, beside what cdktf writes there. The file says which versions of Terraform
 * may run the stack. It is a file of its own, because checkov cannot read a file that has both `required_version` and
 * `required_providers`, and would check nothing of the stack.
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
    const versions = { terraform: { required_version: this.terraformVersions } };
    writeFileSync(
      path.join(session.outdir, workingDirectory, "versions.tf.json"),
      `${JSON.stringify(versions, null, 2)}\n`,
    );
  }
}
