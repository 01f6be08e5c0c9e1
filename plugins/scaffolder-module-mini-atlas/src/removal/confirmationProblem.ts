/** What is wrong with what was typed to confirm a removal: it must be the `name` of what goes; `undefined` when nothing is. */
export function confirmationProblem(
  typed: string | undefined,
  name: string,
): string | undefined {
  if (typed === name) return undefined;
  return typed
    ? `Confirmation is ${JSON.stringify(
        typed,
      )}: it must be the name of what is removed, ${JSON.stringify(name)}.`
    : `Confirmation is missing: type ${name}.`;
}
