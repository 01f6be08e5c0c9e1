const LONGEST = 80;

/** What was entered, safe to show in a sentence: quoted, without line breaks, not too long; `missing` for nothing. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
