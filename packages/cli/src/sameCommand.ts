/** An option with the value that it shall have. */
export type OptionValue = [option: string, value: string];

const PLAIN = /^[\w@%+=:,./-]+$/;

/** A word as a shell takes it. */
function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}

/**
 * The command that the user gave, with other values for some of its options; what else was given stays.
 *
 * @param command - how it is called, up to its options: `npm start --`
 * @param given - the words that followed
 */
export function sameCommand(
  command: string,
  given: string[],
  changes: OptionValue[],
): string {
  const changed = new Set(changes.map(([option]) => option));
  const kept = given.filter((word, index) => {
    const isValue = changed.has(given[index - 1]) && !word.startsWith('--');
    return !isValue && !changed.has(word.split('=')[0]);
  });
  return [command, ...[...kept, ...changes.flat()].map(quoted)].join(' ');
}
