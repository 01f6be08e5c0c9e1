import { scanExpression, unwrapExpression } from './scanner';

describe('scanExpression', () => {
  it.each([
    ['plain', undefined],
    ['${a.b}', 'a.b'],
    ['x-${a}', '"x-" + (a)'],
    ['${a}${b}', '(a) + (b)'],
    ['${a}\n', '(a) + "\\n"'],
    ['${{"a": "}"}["a"]}', '{"a": "}"}["a"]'],
    ['${"${VAR}"}', '"${VAR}"'],
    ['${never ends', undefined],
  ])('%j', (text, source) => {
    expect(scanExpression(text)?.source).toBe(source);
  });

  it('refuses nested expressions', () => {
    expect(() => scanExpression('${a(${b})}')).toThrow(/nested expressions/);
  });
});

describe('unwrapExpression', () => {
  it('takes exactly one expression', () => {
    expect(unwrapExpression('${a > 1}')).toBe('a > 1');
    expect(() => unwrapExpression('a > 1')).toThrow(/standalone/);
    expect(() => unwrapExpression('${a} ')).toThrow(/standalone/);
  });
});
