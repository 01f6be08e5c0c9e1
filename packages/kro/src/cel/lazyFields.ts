/**
 * An object for CEL whose fields are computed when an expression reads them, such as the `variables` of a policy.
 * What computing throws is the failure of the expression that reads.
 */
export function lazyFields(fields: Record<string, () => unknown>): object {
  const object = {};
  for (const [name, compute] of Object.entries(fields)) {
    let known: { value: unknown } | undefined;
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        known ??= { value: compute() };
        return known.value;
      },
    });
  }
  return object;
}
