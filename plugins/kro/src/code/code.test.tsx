import { render, screen } from '@testing-library/react';
import { CodeView } from './CodeView';
import { diffLines } from './diffLines';
import { yamlTokens } from './yamlTokens';

describe('yamlTokens', () => {
  it.each([
    'a: b',
    '  - name: "x: y" # why',
    '# only a comment',
    '',
    '- - 1',
    'url: https://example.org/#top',
    'weird "unclosed: [',
    '<script>alert(1)</script>: 1',
  ])('loses nothing of %p', line => {
    expect(
      yamlTokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  });

  it('knows keys, literals and comments', () => {
    expect(yamlTokens('replicas: 2 # few')).toEqual([
      { text: 'replicas', kind: 'key' },
      { text: ':', kind: 'punctuation' },
      { text: ' 2', kind: 'literal' },
      { text: ' # few', kind: 'comment' },
    ]);
  });
});

describe('CodeView', () => {
  it('shows HTML from a cluster as text', () => {
    render(
      <CodeView text={'a: <img src=x onerror=alert(1)>\n'} label="YAML" />,
    );
    const code = screen.getByRole('textbox', { name: 'YAML' });
    expect(code).toHaveTextContent('a: <img src=x onerror=alert(1)>');
    expect(code.querySelector('img')).toBeNull();
  });
});

describe('diffLines', () => {
  it('numbers both sides and knows headers', () => {
    const lines = diffLines(
      [
        'diff --git a/x b/x',
        '--- a/x',
        '+++ b/x',
        '@@ -4,3 +4,3 @@',
        ' same',
        '--- was',
        '+++ is',
        '\\ No newline at end of file',
      ].join('\n'),
    );
    expect(lines.map(({ change }) => change)).toEqual([
      'file',
      'file',
      'file',
      'hunk',
      'same',
      'removed',
      'added',
      'file',
    ]);
    expect(lines[4]).toMatchObject({ before: 4, after: 4 });
    expect(lines[5]).toMatchObject({ text: '-- was', before: 5 });
    expect(lines[6]).toMatchObject({ text: '++ is', after: 5 });
  });
});
