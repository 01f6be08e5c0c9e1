/** The `data` of a Secret: each text in base64. */
export function secretData(
  values: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]),
  );
}

/** The text under a key of a Secret's `data`; empty where there is none. */
export function secretValue(data: Record<string, string>, key: string): string {
  return Buffer.from(data[key] ?? '', 'base64').toString();
}
