import { WireScenario } from '../../wire/wireScenario';
import { customKind, MERGE, specSchema } from './customKind';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const TEXT = { type: 'string' };

const OLD = specSchema({ size: TEXT, old: TEXT });
const NEW = specSchema({ size: TEXT, new: { ...TEXT, default: 'fresh' } });

const versions = customKind('versions');
const VERSION = ['apiVersion', 'spec', 'metadata.generation'];
/** Several versions of a kind, without a webhook that converts them. */
const severalVersions: WireScenario = {
  name: 'several versions',
  steps: [
    ...versions.define({
      v1beta1: { schema: OLD },
      v1: { schema: NEW },
      v1alpha1: { schema: OLD, served: false },
      v2alpha1: {
        schema: OLD,
        deprecated: true,
        deprecationWarning: 'use v1 instead',
      },
      v2beta1: { schema: OLD, deprecated: true },
    }),
    {
      does: 'is served in the other version, too',
      method: 'GET',
      path: versions.things('v1'),
      until: (_, code) => code === 200,
    },
    {
      does: 'lists versions by their order',
      method: 'GET',
      path: `/apis/${versions.group}`,
      shows: ['versions', 'preferredVersion'],
      until: (body, code) => code === 200 && body.versions.length === 4,
    },
    {
      does: 'says how it is stored',
      method: 'GET',
      path: versions.crdPath,
      shows: ['status.storedVersions', 'spec.conversion'],
    },
    {
      does: 'is not served in a version that is kept back',
      method: 'GET',
      path: versions.things('v1alpha1'),
    },
    {
      does: 'warns of a version',
      method: 'GET',
      path: versions.things('v2alpha1'),
    },
    {
      does: 'warns of a version in its own words',
      method: 'GET',
      path: versions.things('v2beta1'),
    },
    {
      does: 'warns of a version when something is created, too',
      method: 'POST',
      path: versions.things('v2alpha1'),
      body: versions.thing('warned', { spec: {} }, 'v2alpha1'),
      shows: VERSION,
    },
    versions.create(
      'one',
      { spec: { size: 'a', old: 'b' } },
      { does: 'creates in a version that is not stored', shows: VERSION },
    ),
    versions.read('one', VERSION, {
      does: 'reads in the stored version',
      path: `${versions.things('v1beta1')}/one`,
    }),
    versions.merge(
      'one',
      { spec: { old: 'c' } },
      {
        does: 'patches in the stored version',
        path: `${versions.things('v1beta1')}/one`,
        shows: VERSION,
      },
    ),
    versions.read('one', VERSION, { does: 'reads in the other one' }),
    versions.merge(
      'one',
      { spec: { size: 'd' } },
      { does: 'patches in the other one', shows: VERSION },
    ),
    {
      does: 'applies in one',
      method: 'PATCH',
      type: 'application/apply-patch+yaml',
      path: `${versions.things('v1')}/one?fieldManager=ada&force=true`,
      body: versions.thing('one', { spec: { size: 'e' } }),
      shows: [
        'metadata.managedFields.apiVersion',
        'metadata.managedFields.manager',
      ],
    },
    {
      does: 'applies the same in another one',
      method: 'PATCH',
      type: 'application/apply-patch+yaml',
      path: `${versions.things(
        'v1beta1',
      )}/one?fieldManager=bob&fieldValidation=Strict`,
      body: versions.thing('one', { spec: { size: 'f' } }, 'v1beta1'),
    },
    {
      does: 'moves what is stored',
      method: 'PATCH',
      type: MERGE,
      path: versions.crdPath,
      body: {
        spec: versions.crd({
          v1: { schema: NEW, storage: true },
          v1beta1: { schema: OLD, storage: false },
        }).spec,
      },
      shows: ['metadata.generation'],
    },
    {
      does: 'remembers what was stored',
      method: 'GET',
      path: versions.crdPath,
      shows: ['status.storedVersions'],
      until: ({ status }) => status.storedVersions.length === 2,
    },
    {
      does: 'is not served in what was taken away',
      method: 'GET',
      path: versions.things('v2alpha1'),
      until: (_, code) => code === 404,
    },
    {
      does: 'keeps a version that may still be stored',
      method: 'PATCH',
      type: MERGE,
      path: versions.crdPath,
      body: { spec: versions.crd({ v1: { schema: NEW } }).spec },
    },
    {
      does: 'forgets what was stored',
      method: 'PATCH',
      type: MERGE,
      path: `${versions.crdPath}/status`,
      body: { status: { storedVersions: ['v1'] } },
      shows: ['status.storedVersions'],
    },
    {
      does: 'removes a version',
      method: 'PATCH',
      type: MERGE,
      path: versions.crdPath,
      body: { spec: versions.crd({ v1: { schema: NEW } }).spec },
    },
    {
      does: 'is not served in the removed version',
      method: 'GET',
      path: versions.things('v1beta1'),
      until: (_, code) => code === 404,
    },
    versions.read('one', VERSION, { does: 'reads what was stored before' }),
  ],
};

const names = customKind('names');
const CONDITIONS = [
  'status.acceptedNames',
  'status.conditions.type',
  'status.conditions.status',
  'status.conditions.reason',
  'status.conditions.message',
];
const conditionOf = (body: ReturnType<typeof JSON.parse>, type: string) =>
  body.status?.conditions?.find(
    (condition: { type: string }) => condition.type === type,
  )?.status;
const rival = (plural: string, more: object) => ({
  ...names.crd(
    { v1: { schema: specSchema({}) } },
    { names: { plural, kind: 'Rival', ...more } },
  ),
  metadata: { name: `${plural}.${names.group}` },
});
const rivals: Record<string, [string, object]> = {
  'the kind': [
    'rivals1',
    { kind: 'Thing', singular: 'rival1', listKind: 'Rival1List' },
  ],
  'the singular': ['rivals2', { kind: 'Rival2', singular: 'thing' }],
  'a short name': ['rivals3', { kind: 'Rival3', shortNames: ['th', 'r3'] }],
  'the list kind': ['rivals4', { kind: 'Rival4', listKind: 'ThingList' }],
  'two names': ['rivals6', { kind: 'Thing', singular: 'thing' }],
};
/** Names, and who has them. */
const takenNames: WireScenario = {
  name: 'names',
  steps: [
    ...names.define(
      { v1: { schema: specSchema({}) } },
      {
        names: {
          plural: 'things',
          kind: 'Thing',
          shortNames: ['th'],
          categories: ['all'],
        },
      },
    ),
    {
      does: 'has its names',
      method: 'GET',
      path: names.crdPath,
      shows: ['spec.names', 'metadata.finalizers', ...CONDITIONS],
      until: body => conditionOf(body, 'Established') === 'True',
    },
    ...Object.entries(rivals).flatMap(([what, [plural, more]]) => [
      {
        does: `another one with ${what}`,
        method: 'POST',
        path: CRDS,
        body: rival(plural, more),
      },
      {
        does: `is not accepted with ${what}`,
        method: 'GET',
        path: `${CRDS}/${plural}.${names.group}`,
        shows: ['metadata.finalizers', ...CONDITIONS],
        until: (body: ReturnType<typeof JSON.parse>) =>
          conditionOf(body, 'NamesAccepted') === 'False',
      },
    ]),
    {
      does: 'is not served',
      method: 'GET',
      path: `/apis/${names.group}/v1/namespaces/default/rivals1`,
    },
    {
      does: 'deletes one that was never served',
      method: 'DELETE',
      path: `${CRDS}/rivals6.${names.group}`,
    },
    {
      does: 'takes other names',
      method: 'PATCH',
      type: MERGE,
      path: names.crdPath,
      body: { spec: { names: { shortNames: ['tg'], singular: 'thingy' } } },
    },
    {
      does: 'has its other names',
      method: 'GET',
      path: names.crdPath,
      shows: CONDITIONS,
      until: ({ status }) => status.acceptedNames.singular === 'thingy',
    },
    {
      does: 'leaves its short name to another one',
      method: 'GET',
      path: `${CRDS}/rivals3.${names.group}`,
      shows: CONDITIONS,
      until: body => conditionOf(body, 'Established') === 'True',
    },
    {
      does: 'wants a name that another one has got',
      method: 'PATCH',
      type: MERGE,
      path: names.crdPath,
      body: { spec: { names: { shortNames: ['r3'] } } },
    },
    {
      does: 'stays served under its old names',
      method: 'GET',
      path: names.crdPath,
      shows: CONDITIONS,
      until: body => conditionOf(body, 'NamesAccepted') === 'False',
    },
    {
      does: 'is still served',
      method: 'GET',
      path: names.things(),
      until: (_, code) => code === 200,
    },
    {
      does: 'goes',
      method: 'DELETE',
      path: names.crdPath,
    },
    {
      does: 'leaves its names to another one',
      method: 'GET',
      path: `${CRDS}/rivals1.${names.group}`,
      shows: CONDITIONS,
      until: body => conditionOf(body, 'Established') === 'True',
    },
  ],
};

const fields = customKind('selectable');
const select = (query: string) => ({
  does: `selects ${query}`,
  method: 'GET',
  path: `${fields.things()}?fieldSelector=${encodeURIComponent(query)}`,
  shows: ['items.metadata.name'],
});
/** Fields by which one may select. */
const selectableFields: WireScenario = {
  name: 'selectable fields',
  steps: [
    ...fields.define({
      v1: {
        schema: specSchema({
          colour: TEXT,
          size: { type: 'integer' },
          on: { type: 'boolean' },
          nested: { type: 'object', properties: { a: TEXT } },
          other: TEXT,
        }),
        selectableFields: [
          { jsonPath: '.spec.colour' },
          { jsonPath: '.spec.size' },
          { jsonPath: '.spec.on' },
          { jsonPath: '.spec.nested.a' },
        ],
      },
    }),
    fields.create('a', { spec: { colour: 'red', size: 1, on: true } }),
    fields.create('b', { spec: { colour: 'blue', nested: { a: 'x' } } }),
    fields.create('c', { spec: {} }),
    select('spec.colour=red'),
    select('spec.colour!=red'),
    select('spec.colour='),
    select('spec.size=1'),
    select('spec.on=true'),
    select('spec.nested.a=x,spec.colour=blue'),
    select('metadata.name=b'),
    select('metadata.namespace=default,spec.size=1'),
    select('spec.other=x'),
    select('spec.nothing=x'),
    select('spec.colour=a=b'),
    {
      does: 'deletes what is selected',
      method: 'DELETE',
      path: `${fields.things()}?fieldSelector=spec.colour%3Dred`,
      shows: ['items.metadata.name', 'kind'],
    },
    {
      does: 'lists what is left',
      method: 'GET',
      path: fields.things(),
      accept: TABLE,
      shows: ['rows.cells'],
    },
  ],
};

/** Versions, names, selection. */
export const VERSIONS = [severalVersions, takenNames, selectableFields];
