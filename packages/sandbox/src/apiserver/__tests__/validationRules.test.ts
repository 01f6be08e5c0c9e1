import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  startTestCluster,
  TestCluster,
} from '../../controllers/__fixtures__/cluster';
import { StatusError } from '../status';

const FOUNDATION = join(__dirname, '../../../../../kind/foundation');
const ATLAS = 'mini-atlas.dev/v1alpha1';
const KINDS = ['Workspace', 'WebApplication', 'Infrastructure', 'Topic'];

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster(['kro'], {
    kroArgs: ['--feature-gates=CELOmitFunction=true'],
  });
  for (const kind of KINDS) {
    const file = join(FOUNDATION, `${kind.toLowerCase()}.yaml`);
    cluster.apply(parse(readFileSync(file, 'utf8'), { version: '1.1' }));
  }
  await cluster.eventually(() =>
    KINDS.every(kind => cluster.client.resolve({ apiVersion: ATLAS, kind })),
  );
}, 30_000);
afterAll(() => cluster.stop());

function write(kind: string, name: string, spec: Record<string, unknown>) {
  const metadata = { name, namespace: 'default' };
  return cluster.apply({ apiVersion: ATLAS, kind, metadata, spec });
}

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  }
  throw new Error('it was not refused');
}

it('refuses what a rule of the schema forbids, in the words of Kubernetes', () => {
  expect(
    refusal(() =>
      write('WebApplication', 'shop', { image: 'a', tag: 'latest' }),
    ),
  ).toMatchObject({
    code: 422,
    reason: 'Invalid',
    message:
      'WebApplication.mini-atlas.dev "shop" is invalid: spec.tag: Invalid value: "latest": validation failed',
    details: {
      causes: [
        {
          reason: 'FieldValueInvalid',
          field: 'spec.tag',
          message: 'Invalid value: "latest": validation failed',
        },
      ],
    },
  });
  expect(
    refusal(() =>
      write('Infrastructure', 'db', { database: { name: 'postgres' } }),
    ).message,
  ).toMatch(/ spec.database.name: Invalid value: "postgres": /);
});

it('compares with the stored object where a rule asks for it', () => {
  write('Infrastructure', 'growing', { database: { storage: '2Gi' } });
  write('Infrastructure', 'growing', { database: { storage: '3Gi' } });
  expect(
    refusal(() =>
      write('Infrastructure', 'growing', { database: { storage: '1Gi' } }),
    ).message,
  ).toMatch(/ spec.database.storage: Invalid value: "1Gi": /);
  expect(
    refusal(() =>
      write('Infrastructure', 'growing', {
        database: { storage: '3Gi', name: 'other' },
      }),
    ).message,
  ).toMatch(/ spec.database.name: Invalid value: "other": .*immutable/);

  write('Topic', 'orders', { partitions: 3 });
  write('Topic', 'orders', { partitions: 6 });
  expect(
    refusal(() => write('Topic', 'orders', { partitions: 2 })).message,
  ).toMatch(/ spec.partitions: Invalid value: 2: /);
  expect(
    refusal(() => write('Topic', 'orders', { partitions: 6, replicas: 3 }))
      .message,
  ).toMatch(/ spec.replicas: Invalid value: 3: .*immutable/);
});

it('leaves the rules unread where the rest of the schema is broken', () => {
  expect(
    refusal(() => write('WebApplication', 'shop', { tag: 'latest' })).message,
  ).toBe(
    'WebApplication.mini-atlas.dev "shop" is invalid: [spec.image: Required value, ' +
      '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; ' +
      'correct the existing errors to complete validation]',
  );
});

it('does not hold up a status write because of a rule that came later', () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
  };
  const define = (rules: { rule: string }[]) =>
    cluster.apply({
      ...crd,
      spec: {
        group: 'example.com',
        scope: 'Cluster',
        names: { kind: 'Thing', plural: 'things' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: { size: { type: 'integer' } },
                    'x-kubernetes-validations': rules,
                  },
                  status: {
                    type: 'object',
                    properties: { seen: { type: 'boolean' } },
                  },
                },
              },
            },
          },
        ],
      },
    });
  const thing = { apiVersion: 'example.com/v1', kind: 'Thing' };
  define([{ rule: 'true' }]);
  cluster.apply({ ...thing, metadata: { name: 'old' }, spec: { size: 9 } });
  define([{ rule: 'self.size < 5' }]);
  expect(
    refusal(() =>
      cluster.apply({ ...thing, metadata: { name: 'new' }, spec: { size: 9 } }),
    ).message,
  ).toBe(
    'Thing.example.com "new" is invalid: spec: Invalid value: failed rule: self.size < 5',
  );
  expect(
    cluster.client.patch(
      { ...thing, name: 'old' },
      { status: { seen: true } },
      { fieldManager: 'test', subresource: 'status' },
    ).status,
  ).toEqual({ seen: true });
});
