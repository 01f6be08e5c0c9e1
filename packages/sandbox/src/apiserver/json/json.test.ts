import { strictFaults, patchFaults } from './strictFaults';
import { jsonSyntaxFault } from './syntaxFault';

it.each([
  ['', 'unexpected end of JSON input'],
  ['{"a":', 'unexpected end of JSON input'],
  [
    '{"a":1,}',
    "invalid character '}' looking for beginning of object key string",
  ],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  [
    "{'a':1}",
    "invalid character '\\'' looking for beginning of object key string",
  ],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ['{"a":-}', "invalid character '}' in numeric literal"],
  ['{"a":1.}', "invalid character '}' after decimal point in numeric literal"],
  ['{"a":1e}', "invalid character '}' in exponent of numeric literal"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u00g0"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['\u00b2', "invalid character '\u00b2' looking for beginning of value"],
  ['\u0081', "invalid character '\\u0081' looking for beginning of value"],
])('says of %j what Go says', (text, fault) => {
  expect(jsonSyntaxFault(text)).toBe(fault);
});

it.each(['{"a":[1,-0.5e+3,true,null,"x\\u00e4"]}', ' [] ', '0', '"a"'])(
  'finds nothing wrong with %j',
  text => {
    expect(jsonSyntaxFault(text)).toBeUndefined();
  },
);

it('names unknown and repeated fields as they come', () => {
  expect(
    strictFaults(
      '{"spec":{"replicas":1,"replicas":2,"a":{"z":1,"z":1},"a":2,"template":{"x":1,"spec":{"containers":[{"b":1,"name":"a","name":"c"}]}}}}',
      ['spec.a', 'spec.template.spec.containers[0].b', 'spec.template.x'],
    ),
  ).toEqual([
    'duplicate field "spec.replicas"',
    'unknown field "spec.a"',
    'unknown field "spec.template.x"',
    'unknown field "spec.template.spec.containers[0].b"',
    'duplicate field "spec.template.spec.containers[0].name"',
  ]);
});

it('is not misled by what stands in texts', () => {
  expect(
    strictFaults('{"a":"{\\"b\\":1,\\"b\\":2}","b":["a","a"],"c":"]},:"}', []),
  ).toEqual([]);
});

it('says what is wrong with the operations of a JSON patch', () => {
  expect(
    patchFaults('[{"op":"add","path":"/a","value":{"x":1},"values":2}]'),
  ).toEqual(['json patch unknown field "[0].values"']);
});
