import { WireScenario } from '../../wire/wireScenario';
import { customKind, specSchema } from './customKind';

const TEXT = { type: 'string' };

const lists = customKind('lists');
const MERGED = ['spec', 'metadata.managedFields.manager'];
/** Types of lists and maps, and how applies of several managers come together. */
const listTypes: WireScenario = {
  name: 'types of lists and maps',
  steps: [
    ...lists.define({
      v1: {
        schema: specSchema({
          plain: { type: 'array', items: TEXT },
          atomic: {
            type: 'array',
            'x-kubernetes-list-type': 'atomic',
            items: TEXT,
          },
          set: { type: 'array', 'x-kubernetes-list-type': 'set', items: TEXT },
          keyed: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name', 'protocol'],
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: TEXT,
                protocol: { type: 'string', default: 'TCP' },
                port: { type: 'integer' },
                host: TEXT,
              },
            },
          },
          map: { type: 'object', additionalProperties: TEXT },
          whole: {
            type: 'object',
            'x-kubernetes-map-type': 'atomic',
            properties: { a: TEXT, b: TEXT },
          },
          nested: { type: 'object', properties: { a: TEXT, b: TEXT } },
        }),
      },
    }),
    ...lists.tries({
      'a set with a value twice': { set: ['a', 'b', 'a', 'a'] },
      'a key twice': {
        keyed: [{ name: 'a' }, { name: 'a', protocol: 'TCP' }],
      },
      'a part of a key twice': {
        keyed: [{ name: 'a' }, { name: 'a', protocol: 'UDP' }],
      },
      'a key that is missing': { keyed: [{ port: 1 }] },
      'a plain list with a value twice': { plain: ['a', 'a'] },
    }),
    lists.apply(
      'merged',
      'ada',
      {
        spec: {
          plain: ['a'],
          atomic: ['a'],
          set: ['a'],
          keyed: [{ name: 'a', port: 1 }],
          map: { a: '1' },
          whole: { a: '1' },
          nested: { a: '1' },
        },
      },
      { shows: MERGED },
    ),
    lists.apply(
      'merged',
      'bob',
      {
        spec: {
          set: ['b', 'a'],
          keyed: [
            { name: 'b', port: 2 },
            { name: 'a', host: 'h' },
          ],
          map: { b: '2' },
          nested: { b: '2' },
        },
      },
      { does: 'bob adds to what can be shared', shows: MERGED },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { plain: ['b'] } },
      {
        does: 'bob has another plain list',
      },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { atomic: ['b'] } },
      {
        does: 'bob has another atomic list',
      },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { whole: { b: '2' } } },
      {
        does: 'bob has another atomic map',
      },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { keyed: [{ name: 'a', port: 9 }] } },
      {
        does: 'bob has another port under a key',
      },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { map: { a: '9' } } },
      {
        does: 'bob has another value under a key of a map',
      },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { atomic: ['a'] } },
      {
        does: 'bob wants the same, and gives up the rest',
        shows: MERGED,
      },
    ),
    {
      ...lists.apply(
        'merged',
        'bob',
        { spec: { whole: { b: '2' } } },
        {
          does: 'bob takes an atomic map by force',
          shows: ['spec', 'metadata.managedFields'],
        },
      ),
      path: `${lists.things()}/merged?fieldManager=bob&force=true`,
    },
    lists.apply(
      'merged',
      'ada',
      { spec: { keyed: [] } },
      {
        does: 'ada gives up all but a list',
        shows: ['spec', 'metadata.managedFields'],
      },
    ),
    lists.apply(
      'merged',
      'ada',
      { spec: { set: ['a', 'a'] } },
      {
        does: 'ada applies a value twice',
      },
    ),
    lists.apply(
      'merged',
      'ada',
      { spec: { keyed: [{ name: 'a' }, { name: 'a' }] } },
      { does: 'ada applies a key twice' },
    ),
    lists.apply(
      'merged',
      'ada',
      { spec: { keyed: [{ port: 1 }] } },
      {
        does: 'ada applies without a key',
      },
    ),
    lists.apply(
      'merged',
      'ada',
      { spec: { plain: 'text' } },
      {
        does: 'ada applies a text for a list',
      },
    ),
    lists.merge(
      'merged',
      { spec: { set: ['z'], map: { z: '26' } } },
      {
        does: 'a merge patch replaces lists',
        path: `${lists.things()}/merged?fieldManager=eve`,
        shows: ['spec', 'metadata.managedFields'],
      },
    ),
    lists.apply(
      'merged',
      'bob',
      { spec: { set: ['b'], map: { z: '1' } } },
      {
        does: 'bob applies what a patch has written',
      },
    ),
    lists.apply(
      'merged',
      'bob',
      {},
      {
        does: 'bob gives up all',
        shows: ['spec', 'metadata.managedFields.manager'],
      },
    ),
    lists.create('bad', { spec: { set: ['a'] } }),
    lists.merge(
      'bad',
      { spec: { set: ['a', 'a'] } },
      { does: 'a merge patch with a value twice' },
    ),
  ],
};

/** Lists, sets and maps. */
export const LISTS = [listTypes];
