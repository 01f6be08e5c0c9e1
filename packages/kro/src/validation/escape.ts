const SYMBOLS: [string, string][] = [
  ['__', '__underscores__'],
  ['.', '__dot__'],
  ['-', '__dash__'],
  ['/', '__slash__'],
];

const KEYWORDS = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return'.split(
    ' ',
  ),
);

/** A property name as a validation rule has to write it (`self.my__dash__field`); unchanged where CEL can. */
export function escapeProperty(name: string): string {
  if (KEYWORDS.has(name)) return `__${name}__`;
  return SYMBOLS.reduce(
    (text, [symbol, escaped]) => text.split(symbol).join(escaped),
    name,
  );
}
