import { parseYaml, repeatedKeys, YamlError } from './parseYaml';

function faultOf(text: string): string {
  try {
    return `no fault: ${JSON.stringify(parseYaml(text))}`;
  } catch (error) {
    if (error instanceof YamlError) return error.message;
    throw error;
  }
}

it.each([
  ['a: [', 'yaml: line 1: did not find expected node content'],
  ['a: [1, 2', "yaml: line 1: did not find expected ',' or ']'"],
  ['a: {b: 1', "yaml: line 1: did not find expected ',' or '}'"],
  ['a: b: c', 'yaml: mapping values are not allowed in this context'],
  [
    'a: 1\n b: 2',
    'yaml: line 2: mapping values are not allowed in this context',
  ],
  ['a:\n  b: 1\n c: 2', 'yaml: line 2: did not find expected key'],
  ['a:\n\tb: 1', 'yaml: line 2: found character that cannot start any token'],
  ['a: "x', 'yaml: found unexpected end of stream'],
  ['a: 1\nb', "yaml: line 3: could not find expected ':'"],
  ['a: 1\n- b', 'yaml: line 1: did not find expected key'],
  ['a: @x', 'yaml: found character that cannot start any token'],
  ['a: ]', 'yaml: did not find expected node content'],
  ['a: &x 1\nb: *y', "yaml: unknown anchor 'y' referenced"],
  [
    'metadata:\n  name: x\n  labels: {a: b\ndata:\n  a: b',
    "yaml: line 3: did not find expected ',' or '}'",
  ],
  [
    'data:\n  a: "unclosed\nb: c',
    'yaml: line 3: found unexpected end of stream',
  ],
  [
    'spec:\n  - a: 1\n   b: 2',
    "yaml: line 2: did not find expected '-' indicator",
  ],
  ['spec:\n  key: "a" b', 'yaml: line 1: did not find expected key'],
])('says of %j what Go says', (text, fault) => {
  expect(faultOf(text)).toBe(fault);
});

it('reads YAML 1.1 as Kubernetes does', () => {
  expect(
    parseYaml('a: yes\nb: off\nc: 0777\nd: 2020-01-01\ne: 1:30\nf: ~\n'),
  ).toEqual({ a: true, b: false, c: 511, d: '2020-01-01', e: '1:30', f: null });
  expect(parseYaml('a: &x {b: 1}\nc: {<<: *x, d: 2}\n')).toEqual({
    a: { b: 1 },
    c: { b: 1, d: 2 },
  });
  expect(parseYaml('')).toBeNull();
});

it('takes the last of keys that stand twice, and says so to who asks', () => {
  const text = 'm:\n  a: 1\n  b: 2\n  a: 3\n  b: 4\n';
  expect(parseYaml(text)).toEqual({ m: { a: 3, b: 4 } });
  expect(repeatedKeys(text)).toBe(
    'yaml: unmarshal errors:\n  line 4: key "a" already set in map\n  line 5: key "b" already set in map',
  );
  expect(repeatedKeys('a: 1\n')).toBeUndefined();
});
