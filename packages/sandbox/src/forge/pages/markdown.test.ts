import { markdown } from './markdown';

const flat = (text: string) => markdown(text).text.replace(/\s+/g, ' ');

it('shows escaped characters as they are meant', () => {
  const text = flat('uses size\\(schema\\) and \\*\\*no\\*\\* \\<img\\>');
  expect(text).toContain('uses size(schema) and **no** &lt;img&gt;');
  expect(text).not.toContain('<strong>');
});

it('leaves backslashes in code alone', () => {
  expect(flat('`a\\(b` and ``c`d`` and `` `e` ``')).toMatch(
    /<code>a\\\(b<\/code> and <code>c`d<\/code> and <code>`e`<\/code>/,
  );
});

it('renders bold and links, with escapes in them', () => {
  const text = flat('**a\\_b** [c\\]d](https://example.com/x)');
  expect(text).toContain('<strong>a_b</strong>');
  expect(text).toMatch(/<a href="https:\/\/example.com\/x"[^>]*>c\]d<\/a/);
});

it('keeps an escaped bar inside its cell', () => {
  const text = flat('| Name | Rule |\n| --- | --- |\n| a | `x\\|y` \\| z |');
  expect(text).toContain('<td><code>x|y</code> | z</td>');
});

it('ends a code block at a fence as long as its first', () => {
  const text = flat('````yaml\n```\nstill: code\n````\nafter');
  expect(text).toMatch(/<code>``` still: code<\/code><\/pre>\s*<p> after/);
});
