/** The step that failed: its reason, as the Ready condition says it, with the message. */
export class StepError extends Error {
  constructor(readonly reason: string, message: string) {
    super(message);
  }
}
