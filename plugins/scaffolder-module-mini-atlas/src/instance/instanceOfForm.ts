/** The instance that a form is about: its field `instance`, an instance ref; `undefined` while there is none. */
export function instanceOfForm(
  form: Record<string, unknown> | undefined,
): string | undefined {
  const instance = form?.instance;
  return typeof instance === 'string' && instance !== '' ? instance : undefined;
}
