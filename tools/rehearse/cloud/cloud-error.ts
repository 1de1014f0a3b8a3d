/** What a service answers when it refuses: code and message as the real one gives them. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "CloudError";
  }
}
