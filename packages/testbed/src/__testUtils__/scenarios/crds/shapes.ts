import { WireScenario } from '../../wire/wireScenario';
import { customKind, specSchema } from './customKind';

const PRESERVE = { 'x-kubernetes-preserve-unknown-fields': true };

const pruning = customKind('pruning');
const EXTRA = {
  known: 'a',
  extra: 1,
  nested: { known: 'b', extra: 2 },
  list: [{ known: 'c', extra: 3 }],
  map: { any: { known: 'd', extra: 4 } },
  open: { known: 'e', extra: 5, inner: { known: 'f', extra: 6 } },
  free: { any: { thing: [1, { two: 2 }] } },
};
const KNOWN = {
  type: 'object',
  properties: { known: { type: 'string' } },
};
/** Fields that a schema does not know. */
const unknownFields: WireScenario = {
  name: 'pruning',
  steps: [
    ...pruning.define({
      v1: {
        schema: specSchema({
          known: { type: 'string' },
          nested: KNOWN,
          list: { type: 'array', items: KNOWN },
          map: { type: 'object', additionalProperties: KNOWN },
          open: {
            ...PRESERVE,
            type: 'object',
            properties: { known: { type: 'string' }, inner: KNOWN },
          },
          free: { ...PRESERVE, type: 'object' },
        }),
      },
    }),
    ...pruning.tries({ 'warns of what it drops': EXTRA }),
    ...pruning.tries(
      { 'refuses what it would drop': EXTRA },
      '&fieldValidation=Strict',
    ),
    ...pruning.tries({ 'drops silently': EXTRA }, '&fieldValidation=Ignore'),
    {
      does: 'unknown fields at the root and in metadata',
      method: 'POST',
      path: `${pruning.things()}?dryRun=All`,
      body: {
        ...pruning.thing('root', { spec: {}, other: 1 }),
        metadata: { name: 'root', unheard: true },
      },
      shows: ['other', 'metadata.unheard'],
    },
    {
      does: 'unknown fields at the root and in metadata, strictly',
      method: 'POST',
      path: `${pruning.things()}?dryRun=All&fieldValidation=Strict`,
      body: {
        ...pruning.thing('root', { spec: {}, other: 1 }),
        metadata: { name: 'root', unheard: true },
      },
    },
    {
      does: 'a field twice',
      method: 'POST',
      path: `${pruning.things()}?dryRun=All`,
      body: `{"apiVersion":"${pruning.group}/v1","kind":"Thing","metadata":{"name":"root"},"spec":{"known":"a","known":"b"}}`,
      shows: ['spec'],
    },
    {
      does: 'a field twice, strictly',
      method: 'POST',
      path: `${pruning.things()}?dryRun=All&fieldValidation=Strict`,
      body: `{"apiVersion":"${pruning.group}/v1","kind":"Thing","metadata":{"name":"root"},"spec":{"known":"a","known":"b"}}`,
    },
    pruning.create('kept', { spec: { known: 'a' } }),
    pruning.merge(
      'kept',
      { spec: { extra: 1, open: { extra: 2 } } },
      { does: 'drops in a patch', shows: ['spec', 'metadata.generation'] },
    ),
    pruning.apply(
      'kept',
      'ada',
      { spec: { known: 'a', extra: 1 } },
      { does: 'drops in an apply', shows: ['spec'] },
    ),
    ...pruning.redefine(2, {
      v1: { schema: specSchema({ nested: KNOWN }) },
    }),
    pruning.read('kept', ['spec'], {
      does: 'shows nothing that the schema has lost',
    }),
  ],
};

const defaults = customKind('defaults');
/** What is filled in. */
const filledIn: WireScenario = {
  name: 'defaulting',
  steps: [
    ...defaults.define({
      v1: {
        schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              default: {},
              properties: {
                text: { type: 'string', default: 'a text' },
                count: { type: 'integer', default: 3 },
                flag: { type: 'boolean', default: false },
                empty: { type: 'string', default: '' },
                list: {
                  type: 'array',
                  default: [{ name: 'first' }],
                  items: {
                    type: 'object',
                    properties: {
                      name: { type: 'string' },
                      port: { type: 'integer', default: 80 },
                    },
                  },
                },
                map: {
                  type: 'object',
                  additionalProperties: {
                    type: 'object',
                    properties: { size: { type: 'string', default: 'small' } },
                  },
                },
                nested: {
                  type: 'object',
                  properties: { inner: { type: 'string', default: 'in' } },
                },
                eager: {
                  type: 'object',
                  default: {},
                  properties: { inner: { type: 'string', default: 'in' } },
                },
                nullable: { type: 'string', nullable: true, default: 'n' },
                chosen: { type: 'string', enum: ['a', 'b'], default: 'b' },
              },
            },
          },
        },
      },
    }),
    {
      does: 'nothing at all',
      method: 'POST',
      path: `${defaults.things()}?dryRun=All`,
      body: defaults.thing('none', {}),
      shows: ['spec'],
    },
    ...defaults.tries({
      'nothing in it': {},
      'objects to fill': {
        list: [{ name: 'a' }, {}],
        map: { a: {}, b: { size: 'large' } },
        nested: {},
        eager: { inner: 'out' },
      },
      'empty values': { text: '', count: 0, list: [] },
      'null for what has a default': {
        text: null,
        count: null,
        list: null,
        eager: null,
        nullable: null,
      },
      'null for what has none': { nested: null },
      'null in a list and a map': {
        list: [{ name: 'a', port: null }],
        map: { a: { size: null } },
      },
    }),
    defaults.create('stored', { spec: { text: 'mine' } }),
    defaults.merge(
      'stored',
      { spec: { text: null, count: 5 } },
      { does: 'takes a field out', shows: ['spec', 'metadata.generation'] },
    ),
    ...defaults.redefine(2, {
      v1: {
        schema: specSchema({
          text: { type: 'string', default: 'another' },
          count: { type: 'integer' },
          later: { type: 'string', default: 'came later' },
        }),
      },
    }),
    defaults.read('stored', ['spec', 'metadata.generation'], {
      does: 'shows a default that came later',
    }),
    {
      does: 'lists with a default that came later',
      method: 'GET',
      path: defaults.things(),
      shows: ['items.spec', 'items.metadata.generation'],
    },
    defaults.merge(
      'stored',
      { metadata: { labels: { touched: 'yes' } } },
      {
        does: 'stores it with the next write',
        shows: ['spec', 'metadata.generation'],
      },
    ),
  ],
};

const embedded = customKind('embedded');
const POD_LIKE = {
  ...PRESERVE,
  'x-kubernetes-embedded-resource': true,
  type: 'object',
};
/** Objects in objects. */
const embeddedResources: WireScenario = {
  name: 'embedded resources',
  steps: [
    ...embedded.define({
      v1: {
        schema: specSchema({
          any: POD_LIKE,
          strict: {
            'x-kubernetes-embedded-resource': true,
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: { size: { type: 'integer' } },
              },
            },
          },
          list: { type: 'array', items: POD_LIKE },
        }),
      },
    }),
    ...embedded.tries({
      'a whole one': {
        any: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a' },
          anything: 1,
        },
      },
      'without a kind': { any: { apiVersion: 'v1', metadata: {} } },
      'without a version': { any: { kind: 'Pod' } },
      'with a bad version': { any: { apiVersion: 'a/b/c', kind: 'Pod' } },
      'with a bad kind': { any: { apiVersion: 'v1', kind: 'not valid' } },
      'with a bad name': {
        any: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'Bad_Name' } },
      },
      'with bad labels': {
        any: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { labels: { 'a b': 'c' } },
        },
      },
      'with metadata of the wrong type': {
        any: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: 'x' } },
      },
      'with unknown metadata': {
        any: { apiVersion: 'v1', kind: 'Pod', metadata: { unheard: 1 } },
      },
      'with unknown fields': {
        strict: {
          apiVersion: 'v1',
          kind: 'Pod',
          spec: { size: 1, other: 2 },
          extra: 3,
        },
      },
      'one of a list without a kind': {
        list: [{ apiVersion: 'v1', kind: 'Pod' }, { apiVersion: 'v1' }],
      },
    }),
  ],
};

/** What becomes of fields. */
export const SHAPES = [unknownFields, filledIn, embeddedResources];
