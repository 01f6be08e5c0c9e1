import { failureText, wrap } from './text';

const plain = (columns: number) => ({
  columns,
  style: (_: string, text: string) => text,
});

describe('text', () => {
  it('is broken between words, and goes on below its beginning', () => {
    expect(wrap('one two three four', { columns: 30, indent: 10 })).toBe(
      'one two three four',
    );
    expect(
      wrap('a sentence that is longer than there is room', {
        columns: 34,
        indent: 4,
      }),
    ).toBe('a sentence that is longer than\n    there is room');
    expect(
      wrap('raise it: `sudo sysctl a=1 b=2`, then go on', {
        columns: 32,
        indent: 2,
      }),
    ).toBe('raise it:\n  `sudo sysctl a=1 b=2`, then go\n  on');
    const address = 'https://example.com/an/address/that/nobody/breaks';
    expect(wrap(`see ${address}`, { columns: 30, indent: 2 })).toBe(
      `see\n  ${address}`,
    );
  });

  it('of a failure fits into the terminal, with what to do at its end', () => {
    const message =
      'Something that takes more words than one line has.\n  condition: Ready=False because of this and that and more\n  → Do this, then run the same command again.';
    expect(failureText(message, plain(40))).toBe(
      [
        '✖ Something that takes more words than',
        '  one line has.',
        '  condition: Ready=False because of',
        '    this and that and more',
        '  → Do this, then run the same command again.',
      ].join('\n'),
    );
  });
});
