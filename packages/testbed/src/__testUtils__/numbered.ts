/** Replaces what a pattern finds by its name and a number: the same text by the same, in the order of appearance. */
export function numbered(text: string, pattern: RegExp, name: string): string {
  const seen: string[] = [];
  return text.replace(pattern, found => {
    if (!seen.includes(found)) seen.push(found);
    return `<${name} ${seen.indexOf(found) + 1}>`;
  });
}
