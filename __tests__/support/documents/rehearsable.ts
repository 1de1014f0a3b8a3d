/** What a rehearsal can run: the project's own commands, the CDK for Terraform CLI, and Terraform in a stack's folder. */
const REHEARSABLE =
  /^(npm run (--silent )?(synth|preflight|diff|deploy|destroy|rehearse|settings)\b|npx cdktf |terraform -chdir=cdktf\.out\/)/;

/** Whether a rehearsal can run a command that a document shows. */
export function isRehearsable(command: string): boolean {
  return REHEARSABLE.test(command);
}
