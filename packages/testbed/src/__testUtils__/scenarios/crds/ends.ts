import { WireScenario } from '../../wire/wireScenario';
import { customKind, MERGE, specSchema } from './customKind';

const TEXT = { type: 'string' };
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CONDITIONS = [
  'metadata.finalizers',
  'status.conditions.type',
  'status.conditions.status',
  'status.conditions.reason',
  'status.conditions.message',
];

const ending = customKind('ending');
/** The end of a kind, with objects that hold it. */
const deletion: WireScenario = {
  name: 'deletion',
  steps: [
    ...ending.define({ v1: { schema: specSchema({ a: TEXT }) } }),
    ending.create('free', { spec: {} }),
    ending.create('held', {
      metadata: { name: 'held', finalizers: ['example.dev/hold'] },
      spec: {},
    }),
    ending.create(
      'warned',
      {
        metadata: { name: 'warned', finalizers: ['hold.example.dev'] },
        spec: {},
      },
      { does: 'warns of a finalizer without a path' },
    ),
    ending.merge('warned', { metadata: { finalizers: null } }),
    {
      does: 'deletes the definition',
      method: 'DELETE',
      path: ending.crdPath,
      shows: ['kind', 'metadata.finalizers', 'metadata.deletionTimestamp'],
    },
    {
      does: 'waits for what holds it',
      method: 'GET',
      path: ending.crdPath,
      shows: CONDITIONS,
      until: body =>
        body.status.conditions.some(
          ({ reason }: { reason: string }) =>
            reason === 'InstanceDeletionInProgress',
        ),
    },
    {
      does: 'has marked what is held, and removed the rest',
      method: 'GET',
      path: ending.things(),
      shows: ['items.metadata.name', 'items.metadata.finalizers'],
      until: body =>
        body.items.length === 1 && body.items[0].metadata.deletionTimestamp,
    },
    ending.create('late', { spec: {} }, { does: 'takes nothing new' }),
    {
      does: 'cannot be defined again yet',
      method: 'POST',
      path: CRDS,
      body: ending.crd({ v1: { schema: specSchema({ a: TEXT }) } }),
    },
    ending.merge(
      'held',
      { spec: { a: 'x' } },
      { does: 'what is held can be changed', shows: ['spec'] },
    ),
    ending.merge(
      'held',
      { metadata: { finalizers: null } },
      { does: 'lets go', shows: ['metadata.finalizers'] },
    ),
    {
      does: 'is gone',
      method: 'GET',
      path: ending.crdPath,
      until: (_, code) => code === 404,
    },
    {
      does: 'is not served',
      method: 'GET',
      path: ending.things(),
      until: (_, code) => code === 404,
    },
    {
      does: 'defines it again',
      method: 'POST',
      path: CRDS,
      body: ending.crd({ v1: { schema: specSchema({ a: TEXT }) } }),
    },
    {
      does: 'begins anew',
      method: 'GET',
      path: ending.things(),
      shows: ['items'],
      until: (_, code) => code === 200,
    },
  ],
};

const changing = customKind('changing');
const SHOWN = ['spec', 'metadata.generation'];
/** A schema that changes under its objects. */
const schemaChange: WireScenario = {
  name: 'a schema that changes',
  steps: [
    ...changing.define({
      v1: {
        schema: specSchema({
          kept: TEXT,
          gone: TEXT,
          text: TEXT,
          list: { type: 'array', items: TEXT },
        }),
      },
    }),
    changing.create('one', {
      spec: { kept: 'a', gone: 'b', text: '7', list: ['c'] },
    }),
    changing.apply(
      'two',
      'ada',
      { spec: { kept: 'a', gone: 'b' } },
      { shows: SHOWN },
    ),
    ...changing.redefine(2, {
      v1: {
        schema: specSchema(
          {
            kept: TEXT,
            text: { type: 'integer' },
            list: {
              type: 'array',
              'x-kubernetes-list-type': 'set',
              items: TEXT,
            },
            born: { ...TEXT, default: 'new' },
          },
          { required: ['kept'] },
        ),
      },
    }),
    changing.read('one', SHOWN, {
      does: 'shows an object that is not valid any more',
    }),
    changing.merge(
      'one',
      { metadata: { labels: { a: 'b' } } },
      { does: 'labels it', shows: [...SHOWN, 'metadata.labels'] },
    ),
    changing.merge(
      'one',
      { spec: { kept: 'z' } },
      { does: 'changes another field of it', shows: SHOWN },
    ),
    changing.merge(
      'one',
      { spec: { kept: null } },
      { does: 'takes out what is required now' },
    ),
    changing.merge(
      'one',
      { spec: { text: 7 } },
      { does: 'corrects it', shows: SHOWN },
    ),
    changing.create(
      'three',
      { spec: { kept: 'a', text: '7' } },
      { does: 'creates one as it used to be' },
    ),
    changing.apply(
      'two',
      'ada',
      { spec: { kept: 'b' } },
      {
        does: 'applies without what is gone',
        shows: [...SHOWN, 'metadata.managedFields.fieldsV1'],
      },
    ),
    changing.apply(
      'one',
      'bob',
      { spec: { kept: 'c', list: ['d'] } },
      {
        does: 'applies a list of another type',
        path: `${changing.things()}/one?fieldManager=bob&force=true`,
        shows: SHOWN,
      },
    ),
    {
      does: 'watches a definition that changes',
      method: 'GET',
      path: changing.crdPath,
      shows: ['metadata.generation', 'status.conditions.type'],
    },
    {
      does: 'breaks the definition',
      method: 'PATCH',
      type: MERGE,
      path: changing.crdPath,
      body: {
        spec: changing.crd({
          v1: { schema: specSchema({ kept: {} }) },
        }).spec,
      },
    },
  ],
};

/** Ends and changes. */
export const ENDS = [deletion, schemaChange];
