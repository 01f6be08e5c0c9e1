/** What differs from run to run, and what stands for it in a comparison. */
const CHANCE: [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/(resourceVersion\\*"?: ?\\*")\d+/g, '$1<version>'],
  [/https:\/\/127\.0\.0\.1:\d+/g, '<server>'],
  [/\b10\.96\.\d+\.\d+\b/g, '<address>'],
  // The hash of a pod template, and the random end of a name.
  [/\b[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '<hash>'],
];

/** A text without identities, times and numbers that nobody can foresee. */
export function withoutChance(text: string): string {
  return CHANCE.reduce(
    (rest, [pattern, stand]) => rest.replace(pattern, stand),
    text,
  );
}
