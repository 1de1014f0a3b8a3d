import { OneAtATime } from "./one-at-a-time";

/** The user's consent to plans: one question at a time, and no other one after a "no" or an "all". */
export class Consent {
  private readonly questions = new OneAtATime();
  /** Whether the user has said no: then nothing else may begin. */
  isRefused = false;

  /**
   * @param ask asks the user, and gives back what they typed
   * @param isGiven whether the user has agreed to everything beforehand
   */
  constructor(
    private readonly ask: (question: string) => Promise<string>,
    private isGiven: boolean,
  ) {}

  /** Whether the user agrees to the plan of a stack. */
  to(stack: string, plan: string): Promise<boolean> {
    return this.questions.run(async () => {
      if (this.isGiven || this.isRefused) return !this.isRefused;
      const question = `\n${stack}: ${plan}\nApply this plan? "yes" does, "all" also every plan after it, anything else ends here: `;
      const answer = (await this.ask(question)).trim().toLowerCase();
      if (answer === "all") this.isGiven = true;
      this.isRefused = answer !== "all" && answer !== "yes";
      return !this.isRefused;
    });
  }
}
