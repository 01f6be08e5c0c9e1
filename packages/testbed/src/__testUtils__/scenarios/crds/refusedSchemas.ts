import { WireScenario } from '../../wire/wireScenario';
import { ofField, ofSchema } from './refused';

const TEXT = { type: 'string' };

/** Schemas that are not structural, or not well formed. */
export const schemas: WireScenario = {
  name: 'refused schemas',
  steps: [
    ofSchema('no type at the root', { properties: {} }),
    ofSchema('another type at the root', { type: 'string' }),
    ofField('no type', { description: 'untyped' }),
    ofField('a type that there is not', { type: 'text' }),
    ofField('a list without items', { type: 'array' }),
    ofField('a list of untyped items', { type: 'array', items: {} }),
    ofField('a field and any field', {
      type: 'object',
      properties: { a: TEXT },
      additionalProperties: TEXT,
    }),
    ofField('no other field', { type: 'object', additionalProperties: false }),
    ofField('unique items', { type: 'array', items: TEXT, uniqueItems: true }),
    ofField('a reference', { $ref: '#/definitions/a' }),
    ofField('a type in an alternative', { ...TEXT, oneOf: [TEXT] }),
    ofField('a default in an alternative', {
      ...TEXT,
      anyOf: [{ default: 'a' }],
    }),
    ofField('a description in an alternative', {
      ...TEXT,
      not: { description: 'a' },
    }),
    ofField('a field of an alternative alone', {
      type: 'object',
      anyOf: [{ properties: { a: { minLength: 1 } } }],
    }),
    ofField('a default of another type', { ...TEXT, default: 1 }),
    ofField('a default that is not valid', {
      ...TEXT,
      minLength: 3,
      default: 'a',
    }),
    ofField('a default with unknown fields', {
      type: 'object',
      properties: { a: TEXT },
      default: { b: 'c' },
    }),
    ofField('null as default', { ...TEXT, default: null }),
    ofField('null as default where it is allowed', {
      ...TEXT,
      nullable: true,
      default: null,
    }),
    ofField('a pattern that cannot be read', { ...TEXT, pattern: '(' }),
    ofField('bounds that do not fit', {
      type: 'integer',
      minimum: 5,
      maximum: 1,
    }),
    ofField('an int-or-string with a type', {
      ...TEXT,
      'x-kubernetes-int-or-string': true,
    }),
    ofField('unknown fields that are not preserved', {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': false,
    }),
    ofField('an embedded text', {
      ...TEXT,
      'x-kubernetes-embedded-resource': true,
    }),
    ofField('an embedded object without any field', {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
    }),
    ofField('a list type of a text', {
      ...TEXT,
      'x-kubernetes-list-type': 'set',
    }),
    ofField('a list type that there is not', {
      type: 'array',
      items: TEXT,
      'x-kubernetes-list-type': 'bag',
    }),
    ofField('a set of objects', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'set',
    }),
    ofField('a set of lists', {
      type: 'array',
      items: { type: 'array', items: TEXT },
      'x-kubernetes-list-type': 'set',
    }),
    ofField('keys of no map', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a map without keys', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
    }),
    ofField('a key that is no field', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['b'],
    }),
    ofField('a key that may be left out', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a key that is an object', {
      type: 'array',
      items: {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'object', properties: {} } },
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a key twice', {
      type: 'array',
      items: { type: 'object', required: ['a'], properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a', 'a'],
    }),
    ofField('a map of items that are no objects', {
      type: 'array',
      items: TEXT,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a map type that there is not', {
      type: 'object',
      properties: { a: TEXT },
      'x-kubernetes-map-type': 'whole',
    }),
    ofSchema('rules about metadata', {
      type: 'object',
      properties: {
        metadata: {
          type: 'object',
          properties: { name: { ...TEXT, maxLength: 5 } },
        },
      },
    }),
    ofSchema('labels in metadata', {
      type: 'object',
      properties: {
        metadata: {
          type: 'object',
          properties: { labels: { type: 'object' } },
        },
      },
    }),
    ofSchema('a default of metadata', {
      type: 'object',
      properties: { metadata: { type: 'object', default: {} } },
    }),
  ],
};
