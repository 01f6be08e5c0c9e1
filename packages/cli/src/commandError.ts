/** A command that cannot go on: the message says why and what to do. It is shown without a stack. */
export class CommandError extends Error {
  /** @param exitCode - what the process ends with; 1 unless the command says otherwise */
  constructor(message: string, readonly exitCode = 1) {
    super(message);
  }
}
