/** A rule that uses a part of CEL that is not there; the caller decides whether to let the value pass. */
export class UnsupportedExpressionError extends Error {
  /**
   * @param expression - the rule
   * @param reason - what of it is not there
   */
  constructor(readonly expression: string, readonly reason: string) {
    super(
      `validation rule "${expression}" cannot be evaluated here: ${reason}`,
    );
    this.name = 'UnsupportedExpressionError';
  }
}
