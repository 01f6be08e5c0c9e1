import { WireScenario } from '../../wire/wireScenario';
import { customKind, specSchema } from './customKind';

const rule = (text: string, more: object = {}) => ({ rule: text, ...more });
const withRules = (schema: object, ...rules: object[]) => ({
  ...schema,
  'x-kubernetes-validations': rules,
});
const TEXT = { type: 'string', maxLength: 64 };
const NUMBER = { type: 'integer' };

const ratchet = customKind('ratchet');
/** Values that were valid when they were written. */
export const ratcheting: WireScenario = {
  name: 'ratcheting',
  steps: [
    ...ratchet.define({
      v1: {
        schema: specSchema({
          text: TEXT,
          other: TEXT,
          list: { type: 'array', maxItems: 5, items: TEXT },
          keyed: {
            type: 'array',
            maxItems: 5,
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: { name: TEXT, size: NUMBER },
            },
          },
          nested: { type: 'object', properties: { a: TEXT, b: TEXT } },
          ruled: { type: 'object', properties: { a: TEXT, b: TEXT } },
          late: TEXT,
        }),
      },
    }),
    ratchet.create('old', {
      spec: {
        text: 'LOUD',
        other: 'x',
        list: ['LOUD', 'x'],
        keyed: [
          { name: 'a', size: 9 },
          { name: 'b', size: 1 },
        ],
        nested: { a: 'LOUD', b: 'x' },
        ruled: { a: 'no', b: 'x' },
      },
    }),
    ...ratchet.redefine(2, {
      v1: {
        schema: specSchema(
          {
            text: { ...TEXT, pattern: '^[a-z]*$' },
            other: TEXT,
            list: {
              type: 'array',
              maxItems: 5,
              items: { ...TEXT, pattern: '^[a-z]*$' },
            },
            keyed: {
              type: 'array',
              maxItems: 5,
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['name'],
              items: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: TEXT,
                  size: { ...NUMBER, maximum: 5 },
                },
              },
            },
            nested: {
              type: 'object',
              properties: { a: { ...TEXT, pattern: '^[a-z]*$' }, b: TEXT },
            },
            ruled: withRules(
              {
                type: 'object',
                properties: {
                  a: withRules(
                    TEXT,
                    rule("self != 'no'", { message: 'not no' }),
                  ),
                  b: TEXT,
                },
              },
              rule("self.a != 'no'", { message: 'a is not no' }),
            ),
            late: TEXT,
          },
          { required: ['late'] },
        ),
      },
    }),
    ratchet.create('new', { spec: { text: 'LOUD', late: 'x' } }),
    ...Object.entries<object>({
      'metadata alone': { metadata: { labels: { a: 'b' } } },
      'another field without what is required': { spec: { other: 'y' } },
      'another field, and what is required': {
        spec: { other: 'y', late: 'x' },
      },
      'the invalid field itself': { spec: { text: 'LOUDER' } },
      'the list around an invalid item': { spec: { list: ['LOUD', 'y'] } },
      'an item beside an invalid one, under their keys': {
        spec: {
          keyed: [
            { name: 'a', size: 9 },
            { name: 'b', size: 2 },
          ],
        },
      },
      'the order of the items under their keys': {
        spec: {
          keyed: [
            { name: 'b', size: 2 },
            { name: 'a', size: 9 },
          ],
        },
      },
      'an invalid item under its key': {
        spec: {
          keyed: [
            { name: 'a', size: 8 },
            { name: 'b', size: 2 },
          ],
        },
      },
      'a field beside an invalid one': { spec: { nested: { b: 'y' } } },
      'a field beside one that breaks rules': { spec: { ruled: { b: 'y' } } },
      'what is invalid becomes valid': { spec: { text: 'quiet' } },
      'and cannot become invalid again': { spec: { text: 'LOUD' } },
    }).map(([does, patch]) =>
      ratchet.merge('old', patch, { does, shows: ['spec'] }),
    ),
  ],
};
