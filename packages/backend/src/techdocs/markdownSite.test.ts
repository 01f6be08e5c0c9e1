import { buildSite } from './markdownSite';

const navigation = [
  { title: 'Start', path: 'index.md' },
  { title: 'How it works', path: 'guides/loop.md' },
];

describe('buildSite', () => {
  it('serves each page as a directory and links them relatively', () => {
    const files = buildSite(
      [
        {
          path: 'index.md',
          markdown: '# Start\n\nSee [the loop](guides/loop.md#git).',
        },
        {
          path: 'guides/loop.md',
          markdown:
            '# Loop\n\n## Git\n\n[back](../index.md) ![p](../images/a.png)',
        },
      ],
      navigation,
      'Docs',
    );
    expect(files.map(({ path }) => path)).toEqual([
      'index.html',
      'guides/loop/index.html',
    ]);
    expect(files[0].html).toContain('href="./guides/loop/#git"');
    expect(files[1].html).toContain('href="../../"');
    expect(files[1].html).toContain('src="../../images/a.png"');
    expect(files[1].html).toContain('<h2 id="git">');
    expect(files[1].html).toContain(
      'aria-current="page" href="../../guides/loop/"',
    );
  });

  it('names its style sheet so that the reader keeps it', () => {
    const [{ html }] = buildSite(
      [{ path: 'guides/loop.md', markdown: '# Loop' }],
      [],
      'Docs',
    );
    // The reader's own rule: it removes every other link, and shows nothing before one has loaded.
    const [, href] = /<link rel="stylesheet" href="([^"]*)">/.exec(html) ?? [];
    expect(href).toMatch(/^\.\.\/\.\.\/.*main\.[A-Fa-f0-9]{8}\.min\.css$/);
  });

  it('treats HTML in documents as text', () => {
    const [{ html }] = buildSite(
      [{ path: 'index.md', markdown: '<script>alert(1)</script>' }],
      [],
      'Docs',
    );
    expect(html).not.toContain('<script>');
  });
});
