import { WireScenario } from '../../wire/wireScenario';
import { APPLY, customKind, JSON_PATCH, MERGE } from './customKind';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        replicas: { type: 'integer', minimum: 0, maximum: 5 },
        size: { type: 'string' },
      },
    },
    status: {
      type: 'object',
      properties: {
        replicas: { type: 'integer' },
        phase: { type: 'string', enum: ['Pending', 'Ready'] },
        selector: { type: 'string' },
      },
    },
  },
};

const PARTS = ['spec', 'status', 'metadata.generation', 'metadata.labels'];

const status = customKind('status');
/** The status, on its own path. */
const statusSubresource: WireScenario = {
  name: 'status',
  steps: [
    ...status.define({ v1: { schema: SCHEMA, subresources: { status: {} } } }),
    status.create(
      'one',
      { spec: { size: 'a' }, status: { phase: 'Ready' } },
      { does: 'creates without the status that is sent', shows: PARTS },
    ),
    status.merge(
      'one',
      {
        metadata: { labels: { a: 'b' } },
        spec: { size: 'b' },
        status: { phase: 'Ready' },
      },
      { does: 'patches without the status that is sent', shows: PARTS },
    ),
    status.merge(
      'one',
      {
        metadata: { labels: { c: 'd' }, annotations: { e: 'f' } },
        spec: { size: 'c' },
        status: { phase: 'Ready', replicas: 1 },
      },
      {
        does: 'patches the status alone',
        path: `${status.things()}/one/status`,
        shows: [...PARTS, 'metadata.annotations'],
      },
    ),
    status.merge(
      'one',
      { status: { phase: 'Strange' } },
      {
        does: 'refuses a status that is not valid',
        path: `${status.things()}/one/status`,
      },
    ),
    status.merge(
      'one',
      { status: { unheard: 1, phase: 'Ready' } },
      {
        does: 'drops what is unknown of a status',
        path: `${status.things()}/one/status`,
        shows: PARTS,
      },
    ),
    {
      does: 'replaces a status',
      method: 'PUT',
      path: `${status.things()}/one/status`,
      body: status.thing('one', { status: { phase: 'Pending' } }),
      shows: PARTS,
    },
    {
      does: 'reads it on its own path',
      method: 'GET',
      path: `${status.things()}/one/status`,
      shows: PARTS,
    },
    {
      does: 'applies a status',
      method: 'PATCH',
      type: APPLY,
      path: `${status.things()}/one/status?fieldManager=controller&force=true`,
      body: status.thing('one', {
        spec: { size: 'z' },
        status: { replicas: 2 },
      }),
      shows: [...PARTS, 'metadata.managedFields'],
    },
    {
      does: 'takes a field of a status out by JSON patch',
      method: 'PATCH',
      type: JSON_PATCH,
      path: `${status.things()}/one/status`,
      body: [{ op: 'remove', path: '/status/phase' }],
      shows: PARTS,
    },
    {
      does: 'replaces all but the status',
      method: 'PUT',
      path: `${status.things()}/one`,
      body: status.thing('one', { spec: { size: 'd' } }),
    },
    {
      does: 'a status of something that is not there',
      method: 'PATCH',
      type: MERGE,
      path: `${status.things()}/none/status`,
      body: { status: {} },
    },
    {
      does: 'a status cannot be created',
      method: 'POST',
      path: `${status.things()}/one/status`,
      body: status.thing('one', {}),
    },
    {
      does: 'a status cannot be deleted',
      method: 'DELETE',
      path: `${status.things()}/one/status`,
    },
    {
      does: 'there is no scale',
      method: 'GET',
      path: `${status.things()}/one/scale`,
    },
  ],
};

const bare = customKind('bare');
/** Without the subresource a status is a field as any other. */
const withoutStatus: WireScenario = {
  name: 'no status subresource',
  steps: [
    ...bare.define({ v1: { schema: SCHEMA } }),
    bare.create(
      'one',
      { spec: {}, status: { phase: 'Pending' } },
      { shows: PARTS },
    ),
    bare.merge('one', { status: { phase: 'Ready' } }, { shows: PARTS }),
    bare.merge(
      'one',
      { metadata: { annotations: { a: 'b' } } },
      { does: 'patches metadata alone', shows: PARTS },
    ),
    {
      does: 'there is no path of a status',
      method: 'GET',
      path: `${bare.things()}/one/status`,
    },
  ],
};

const scale = customKind('scale');
const SCALE = (name: string) => `${scale.things()}/${name}/scale`;
const scaled = ['spec', 'status', 'metadata.name', 'metadata.generation'];
/** The scale of objects. */
const scaleSubresource: WireScenario = {
  name: 'scale',
  steps: [
    ...scale.define({
      v1: {
        schema: SCHEMA,
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.replicas',
            statusReplicasPath: '.status.replicas',
            labelSelectorPath: '.status.selector',
          },
        },
      },
    }),
    scale.create('one', { spec: { replicas: 2 } }),
    scale.create('none', { spec: {} }),
    {
      does: 'reads a scale',
      method: 'GET',
      path: SCALE('one'),
      shows: ['kind', 'apiVersion', ...scaled],
    },
    {
      does: 'reads a scale without copies',
      method: 'GET',
      path: SCALE('none'),
      shows: scaled,
    },
    scale.merge(
      'one',
      { status: { replicas: 1, selector: 'a=b' } },
      { does: 'sets the status', path: `${scale.things()}/one/status` },
    ),
    {
      does: 'reads a scale with its selector',
      method: 'GET',
      path: SCALE('one'),
      shows: scaled,
    },
    {
      does: 'patches a scale',
      method: 'PATCH',
      type: MERGE,
      path: SCALE('one'),
      body: { spec: { replicas: 3 } },
      shows: scaled,
    },
    scale.read('one', ['spec', 'status', 'metadata.generation']),
    {
      does: 'scales beyond what the schema allows',
      method: 'PATCH',
      type: MERGE,
      path: SCALE('one'),
      body: { spec: { replicas: 6 } },
    },
    {
      does: 'scales below nothing',
      method: 'PATCH',
      type: MERGE,
      path: SCALE('one'),
      body: { spec: { replicas: -1 } },
    },
    {
      does: 'replaces a scale',
      method: 'PUT',
      path: SCALE('one'),
      body: {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'one', namespace: 'default' },
        spec: { replicas: 1 },
      },
      shows: scaled,
    },
    {
      does: 'replaces a scale of an old version of the object',
      method: 'PUT',
      path: SCALE('one'),
      body: {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'one', namespace: 'default', resourceVersion: '1' },
        spec: { replicas: 1 },
      },
    },
    {
      does: 'a scale of something that is not there',
      method: 'GET',
      path: SCALE('missing'),
    },
    scale.create('negative', { spec: { replicas: -1 } }),
  ],
};

const columns = customKind('columns');
/** Tables, as kubectl asks for them. */
const printerColumns: WireScenario = {
  name: 'printer columns',
  steps: [
    ...columns.define({
      v1: {
        schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
        additionalPrinterColumns: [
          { name: 'Text', type: 'string', jsonPath: '.spec.text' },
          {
            name: 'Count',
            type: 'integer',
            format: 'int32',
            description: 'How many there are.',
            jsonPath: '.spec.count',
          },
          { name: 'Share', type: 'number', jsonPath: '.spec.share' },
          { name: 'Flag', type: 'boolean', jsonPath: '.spec.flag' },
          { name: 'Since', type: 'date', jsonPath: '.spec.since' },
          {
            name: 'Wide',
            type: 'string',
            priority: 1,
            jsonPath: '.spec.list[*]',
          },
          {
            name: 'Second',
            type: 'string',
            jsonPath: '.spec.list[1]',
          },
          {
            name: 'Last',
            type: 'string',
            jsonPath: '.spec.list[-1:]',
          },
          {
            name: 'Ready',
            type: 'string',
            jsonPath: '.spec.conditions[?(@.type=="Ready")].status',
          },
          {
            name: 'Dotted',
            type: 'string',
            jsonPath: '.metadata.labels.example\\.dev/name',
          },
          { name: 'Object', type: 'string', jsonPath: '.spec.object' },
          { name: 'List', type: 'string', jsonPath: '.spec.list' },
        ],
      },
    }),
    columns.create('empty', { spec: {} }),
    columns.create('full', {
      metadata: { name: 'full', labels: { 'example.dev/name': 'dotted' } },
      spec: {
        text: 'a',
        count: 3,
        share: 0.5,
        flag: true,
        since: '2999-01-01T00:00:00Z',
        list: ['x', 'y', 'z'],
        conditions: [
          { type: 'Other', status: 'False' },
          { type: 'Ready', status: 'True' },
        ],
        object: { a: 1, b: ['c'] },
      },
    }),
    columns.create('odd', {
      spec: {
        text: 7,
        count: 'many',
        share: 2,
        flag: 'yes',
        since: 'yesterday',
        list: [],
        conditions: [],
        object: true,
      },
    }),
    columns.create('round', {
      spec: { text: 1.0, count: 3.7, share: 'half', flag: false, since: 5 },
    }),
    {
      does: 'defines the columns',
      method: 'GET',
      path: columns.things(),
      accept: TABLE,
      shows: ['columnDefinitions', 'kind', 'apiVersion'],
    },
    ...['empty', 'full', 'odd', 'round'].map(name => ({
      does: `shows ${name}`,
      method: 'GET',
      path: `${columns.things()}/${name}`,
      accept: TABLE,
      shows: ['rows.0.cells', 'rows.0.object.kind'],
    })),
    {
      does: 'lists without objects',
      method: 'GET',
      path: `${columns.things()}?includeObject=None`,
      accept: TABLE,
      shows: ['rows.object'],
    },
    {
      does: 'lists with whole objects',
      method: 'GET',
      path: `${columns.things()}?includeObject=Object&limit=1`,
      accept: TABLE,
      shows: [
        'rows.object.kind',
        'rows.object.spec',
        'metadata.remainingItemCount',
      ],
    },
  ],
};

/** Status, scale and tables. */
export const SUBRESOURCES = [
  statusSubresource,
  withoutStatus,
  scaleSubresource,
  printerColumns,
];
