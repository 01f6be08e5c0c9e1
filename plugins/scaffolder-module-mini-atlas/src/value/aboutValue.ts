/**
 * What the back end said of a field's value, as a sentence; `undefined` when it was about another value that stood there
 * before, or when there is only the schema's own wording.
 */
export function aboutValue(
  refusals: string[] | undefined,
  value: unknown,
): string | undefined {
  return refusals?.find(refusal =>
    refusal.includes(` is ${JSON.stringify(value)}:`),
  );
}
