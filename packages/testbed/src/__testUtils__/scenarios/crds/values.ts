import { WireScenario } from '../../wire/wireScenario';
import { customKind, specSchema } from './customKind';

const INT_OR_STRING = { 'x-kubernetes-int-or-string': true };

const types = customKind('types');
/** What a value of a schema may be. */
const typesOfValues: WireScenario = {
  name: 'types and nulls',
  steps: [
    ...types.define({
      v1: {
        schema: specSchema(
          {
            text: { type: 'string' },
            whole: { type: 'integer' },
            real: { type: 'number' },
            flag: { type: 'boolean' },
            list: { type: 'array', items: { type: 'string' } },
            map: {
              type: 'object',
              additionalProperties: { type: 'integer' },
            },
            nested: {
              type: 'object',
              required: ['inner'],
              properties: { inner: { type: 'string' } },
            },
            nothing: { type: 'string', nullable: true },
            either: INT_OR_STRING,
            port: {
              ...INT_OR_STRING,
              anyOf: [{ type: 'integer' }, { type: 'string' }],
              pattern: '^[0-9]+%$',
            },
          },
          { required: ['text'] },
        ),
      },
    }),
    ...types.tries({
      'all of the right type': {
        text: '',
        whole: 1,
        real: 1.5,
        flag: true,
        list: ['a'],
        map: { a: 1 },
        nested: { inner: 'x' },
        nothing: null,
        either: 'one',
        port: '10%',
      },
      'nothing at all': {},
      'no object': 'text',
      'null where an object stands': null,
      'a number for a text': { text: 1 },
      'a text for a number': { text: '', whole: '1' },
      'a fraction for a whole number': { text: '', whole: 1.5 },
      'a whole number written with a fraction': { text: '', whole: 2.0 },
      'a whole number for a number': { text: '', real: 3 },
      'a number for a boolean': { text: '', flag: 0 },
      'an object for a list': { text: '', list: {} },
      'a list for an object': { text: '', nested: [] },
      'a number in a list of texts': { text: '', list: ['a', 2] },
      'null in a list of texts': { text: '', list: ['a', null] },
      'a text in a map of numbers': { text: '', map: { 'a.b/c': 'x' } },
      'a field of a field is missing': { text: '', nested: {} },
      'null for a text': { text: null },
      'null for a field that may be left out': { text: '', whole: null },
      'null where it is allowed': { text: '', nothing: null },
      'a number for a number or text': { text: '', either: 1 },
      'a boolean for a number or text': { text: '', either: true },
      'a list for a number or text': { text: '', either: [] },
      'a number with the pattern of a text': { text: '', port: 10 },
      'a text that does not match': { text: '', port: '10' },
    }),
    {
      does: 'is not JSON of an object',
      method: 'POST',
      path: types.things(),
      body: '[]',
    },
    {
      does: 'has metadata of the wrong type',
      method: 'POST',
      path: types.things(),
      body: { ...types.thing('a', {}), metadata: { name: 'a', labels: 'b' } },
    },
    {
      does: 'is of another kind',
      method: 'POST',
      path: types.things(),
      body: { ...types.thing('a', { spec: { text: '' } }), kind: 'Other' },
    },
    {
      does: 'is of a version that there is not',
      method: 'POST',
      path: types.things(),
      body: types.thing('a', { spec: { text: '' } }, 'v9'),
    },
  ],
};

const limits = customKind('limits');
/** Bounds of lengths, sizes and numbers. */
const limitsOfValues: WireScenario = {
  name: 'limits',
  steps: [
    ...limits.define({
      v1: {
        schema: specSchema({
          text: {
            type: 'string',
            minLength: 2,
            maxLength: 4,
            pattern: '^[a-zä]+$',
          },
          number: {
            type: 'number',
            minimum: 0,
            exclusiveMinimum: true,
            maximum: 10,
            multipleOf: 0.5,
          },
          whole: { type: 'integer', minimum: -5, maximum: 5 },
          below: { type: 'integer', maximum: 3, exclusiveMaximum: true },
          list: {
            type: 'array',
            minItems: 1,
            maxItems: 2,
            items: { type: 'string', maxLength: 3 },
          },
          map: {
            type: 'object',
            minProperties: 1,
            maxProperties: 2,
            additionalProperties: { type: 'string', minLength: 1 },
          },
          choice: { type: 'string', enum: ['one', 'two'] },
          digit: { type: 'integer', enum: [1, 2] },
          maybe: { type: 'string', enum: ['on', null], nullable: true },
          small: { type: 'integer', format: 'int32' },
          large: { type: 'integer', format: 'int64' },
        }),
      },
    }),
    ...limits.tries({
      'all within': {
        text: 'abä',
        number: 0.5,
        whole: 5,
        below: 2,
        list: ['a', 'b'],
        map: { a: 'b' },
        choice: 'one',
        digit: 2,
        maybe: null,
        small: 2147483647,
        large: 9007199254740991,
      },
      'too short': { text: 'a' },
      'too long': { text: 'abcde' },
      'another pattern': { text: 'AB' },
      'as much as the excluded minimum': { number: 0 },
      'more than the maximum': { number: 11 },
      'no multiple': { number: 0.75 },
      'less than the minimum': { whole: -6 },
      'as much as the excluded maximum': { below: 3 },
      'too few items': { list: [] },
      'too many items': { list: ['a', 'b', 'c'] },
      'an item too long': { list: ['a', 'abcd'] },
      'too few fields': { map: {} },
      'too many fields': { map: { a: '1', b: '2', c: '3' } },
      'an empty value in a map': { map: { a: '' } },
      'none of the choices': { choice: 'three' },
      'an empty choice': { choice: '' },
      'none of the numbers': { digit: 3 },
      'none of the choices or null': { maybe: 'off' },
      'more than 32 bits': { small: 2147483648 },
      'more than 53 bits': { large: 9007199254740992 },
    }),
    {
      does: 'more than 64 bits',
      method: 'POST',
      path: `${limits.things()}?dryRun=All`,
      body: `{"apiVersion":"${limits.group}/v1","kind":"Thing","metadata":{"name":"tried"},"spec":{"large":92233720368547758080}}`,
    },
  ],
};

const FORMATS: Record<string, [string, string]> = {
  'date-time': ['2024-02-29T10:00:00Z', '2024-02-30 10:00'],
  date: ['2024-02-29', '2024-13-01'],
  duration: ['1h30m', '1 fortnight'],
  email: ['ada@example.com', 'ada'],
  ipv4: ['10.0.0.1', '10.0.0.256'],
  ipv6: ['::1', '10.0.0.1'],
  cidr: ['10.0.0.0/8', '10.0.0.0/33'],
  uri: ['https://example.com/a', 'not a uri'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000', '123e4567'],
  byte: ['aGVsbG8=', 'aGVsbG8*'],
  hostname: ['www.example.com', '-bad-.example'],
  mac: ['01:23:45:67:89:ab', '01:23'],
  hexcolor: ['#ff00ff', '#ff00f'],
  password: ['anything', 'at all'],
  'k8s-short-name': ['my-name', 'My_Name'],
  'k8s-long-name': ['my.name', 'My.Name'],
  unheard: ['anything', 'at all'],
};
const fieldOf = (format: string) => format.replace(/-/g, '');

const formats = customKind('formats');
/** Formats of texts; those that are not known are not looked at. */
const formatsOfTexts: WireScenario = {
  name: 'formats',
  steps: [
    ...formats.define({
      v1: {
        schema: specSchema(
          Object.fromEntries(
            Object.keys(FORMATS).map(format => [
              fieldOf(format),
              { type: 'string', format },
            ]),
          ),
        ),
      },
    }),
    ...formats.tries(
      Object.fromEntries(
        Object.entries(FORMATS).flatMap(([format, [right, wrong]]) => [
          [`${format} "${right}"`, { [fieldOf(format)]: right }],
          [`${format} "${wrong}"`, { [fieldOf(format)]: wrong }],
        ]),
      ),
    ),
  ],
};

const alternatives = customKind('alternatives');
/** `oneOf`, `anyOf`, `allOf` and `not`. */
const alternativesOfValues: WireScenario = {
  name: 'alternatives',
  steps: [
    ...alternatives.define({
      v1: {
        schema: specSchema({
          one: {
            type: 'object',
            properties: {
              file: { type: 'string' },
              address: { type: 'string' },
            },
            oneOf: [{ required: ['file'] }, { required: ['address'] }],
          },
          any: {
            type: 'string',
            anyOf: [{ pattern: '^a' }, { pattern: 'z$' }],
          },
          all: {
            type: 'integer',
            allOf: [{ minimum: 1 }, { maximum: 3 }],
          },
          not: { type: 'string', not: { enum: ['never'] } },
          deep: {
            type: 'object',
            properties: {
              mode: { type: 'string' },
              size: { type: 'integer' },
            },
            anyOf: [
              { properties: { mode: { enum: ['auto'] } } },
              {
                properties: { mode: { enum: ['fixed'] } },
                required: ['size'],
              },
            ],
          },
        }),
      },
    }),
    ...alternatives.tries({
      'one of two': { one: { file: 'a' } },
      'none of two': { one: {} },
      'both of two': { one: { file: 'a', address: 'b' } },
      'the first of any': { any: 'ab' },
      'both of any': { any: 'az' },
      'none of any': { any: 'b' },
      'all of them': { all: 2 },
      'not all of them': { all: 4 },
      'what is not allowed': { not: 'never' },
      'what is not forbidden': { not: 'sometimes' },
      'one by a field': { deep: { mode: 'auto' } },
      'another one by a field': { deep: { mode: 'fixed', size: 1 } },
      'none by a field': { deep: { mode: 'fixed' } },
      'none by any field': { deep: { mode: 'other', size: 1 } },
    }),
  ],
};

/** What values are valid. */
export const VALUES = [
  typesOfValues,
  limitsOfValues,
  formatsOfTexts,
  alternativesOfValues,
];
