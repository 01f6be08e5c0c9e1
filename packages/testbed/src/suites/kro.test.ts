import { ClusterObject } from '../cluster/objectPaths';
import { Body } from '../__testUtils__/clusterUnderTest';
import {
  condition,
  conditionsOf,
  CRDS,
  instances,
  isAbsent,
  isActive,
  isThere,
  kroUnderTest,
  MAPS,
  NAMESPACE,
  REVISIONS,
  RGDS,
  RIGHTS,
} from '../__testUtils__/kro/kroUnderTest';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import {
  BLOCK,
  FLEET,
  NOTE,
  noteWith,
  READER,
  WRONG,
} from '../__testUtils__/scenarios/graphs';

const NOTES = instances('notes');

onEachCluster('KRO', cluster => {
  const { apply, define, instance, until, get, codeOf, remove, patch } =
    kroUnderTest(cluster);

  beforeAll(async () => {
    await apply(RIGHTS, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
    await define(NOTE);
  });

  describe('a ResourceGraphDefinition', () => {
    it('becomes active', async () => {
      const rgd = await get(`${RGDS}/note`);
      expect(rgd.metadata.finalizers).toEqual(['kro.run/finalizer']);
      const { conditions, ...rest } = rgd.status;
      expect(rest).toEqual({
        state: 'Active',
        lastIssuedRevision: 1,
        topologicalOrder: ['text', 'copy', 'extra'],
        resources: [
          { id: 'copy', dependencies: [{ id: 'text' }] },
          { id: 'extra', dependencies: [{ id: 'copy' }] },
        ],
      });
      // KRO keeps them in the order of their last transitions, to the second.
      expect(conditionsOf(rgd).sort()).toEqual([
        ['ControllerReady', 'True', 'Running', 'controller is running'],
        [
          'GraphAccepted',
          'True',
          'Valid',
          'resource graph and schema are valid',
        ],
        [
          'GraphRevisionsResolved',
          'True',
          'Resolved',
          'revision 1 compiled and active',
        ],
        ['KindReady', 'True', 'Ready', 'kind Note has been accepted and ready'],
        ['Ready', 'True', 'Ready', ''],
      ]);
      for (const { observedGeneration } of conditions) {
        expect(observedGeneration).toBe(rgd.metadata.generation);
      }
    });

    it('brings a kind', async () => {
      const { metadata, spec } = await get(`${CRDS}/notes.example.dev`);
      expect(metadata.ownerReferences).toBeUndefined();
      expect(metadata.labels).toMatchObject({
        'kro.run/owned': 'true',
        'kro.run/resource-graph-definition-name': 'note',
      });
      expect(spec.names).toEqual({
        kind: 'Note',
        listKind: 'NoteList',
        plural: 'notes',
        singular: 'note',
      });
      const [{ name, schema, subresources, additionalPrinterColumns }] =
        spec.versions;
      expect(name).toBe('v1alpha1');
      expect(subresources).toEqual({ status: {} });
      expect(
        additionalPrinterColumns.map((column: Body) => column.name),
      ).toEqual(['State', 'Ready', 'Age']);
      expect(schema.openAPIV3Schema.properties.spec).toEqual({
        type: 'object',
        required: ['text'],
        properties: {
          text: { type: 'string', minLength: 1 },
          extra: { type: 'boolean', default: false },
        },
      });
    });

    it('leaves a revision with its spec', async () => {
      const revision = await get(`${REVISIONS}/note-r00001`);
      expect(revision.metadata).toMatchObject({
        finalizers: ['kro.run/finalizer'],
        labels: {
          'kro.run/kro-version': 'v0.9.4',
          'kro.run/owned': 'true',
          'kro.run/resource-graph-definition-name': 'note',
        },
        ownerReferences: [
          { kind: 'ResourceGraphDefinition', name: 'note', controller: true },
        ],
      });
      expect(revision.spec).toMatchObject({
        revision: 1,
        snapshot: { name: 'note' },
      });
      expect(revision.status.conditions).toMatchObject([
        { type: 'GraphVerified', status: 'True', reason: 'Verified' },
        { type: 'Ready', status: 'True', reason: 'Ready' },
      ]);
    });

    it('is refused with the reason when its graph is wrong', async () => {
      await apply(WRONG);
      const rgd = await until(
        `${RGDS}/wrong`,
        body => condition(body, 'GraphAccepted')?.status === 'False',
      );
      expect(rgd.status.state).toBe('Inactive');
      expect(condition(rgd, 'GraphAccepted')).toMatchObject({
        reason: 'InvalidResourceGraph',
        message: expect.stringMatching(/undefined field 'nothing'/),
      });
      expect(await codeOf(`${CRDS}/wrongs.example.dev`)).toBe(404);
    });
  });

  describe('an instance', () => {
    it('makes its children, those first that others need', async () => {
      await instance('Note', 'first', { text: 'hello' });
      const note = await until(`${NOTES}/first`, isActive);
      expect(note.metadata).toMatchObject({
        finalizers: ['kro.run/finalizer'],
        labels: {
          'kro.run/owned': 'true',
          'kro.run/kro-version': 'v0.9.4',
          'kro.run/resource-graph-definition-name': 'note',
          'applyset.kubernetes.io/id':
            expect.stringMatching(/^applyset-.*-v1$/),
        },
        annotations: {
          'applyset.kubernetes.io/tooling': 'kro/v0.9.4',
          'applyset.kubernetes.io/contains-group-kinds': 'ConfigMap',
        },
      });
      expect(note.status.copied).toBe('hello');
      expect(conditionsOf(note).sort()).toEqual([
        ['GraphResolved', 'True', 'Resolved', expect.any(String)],
        ['InstanceManaged', 'True', 'Managed', expect.any(String)],
        ['Ready', 'True', 'Ready', ''],
        [
          'ResourcesReady',
          'True',
          'AllResourcesReady',
          'all resources are created and ready',
        ],
      ]);
      const text = await get(`${MAPS}/first-text`);
      const copy = await get(`${MAPS}/first-copy`);
      expect(copy.data).toEqual({ text: 'hello' });
      expect(copy.metadata).toMatchObject({
        labels: {
          'app.kubernetes.io/managed-by': 'kro',
          'applyset.kubernetes.io/part-of':
            note.metadata.labels['applyset.kubernetes.io/id'],
          'kro.run/instance-group': 'example.dev',
          'kro.run/instance-id': note.metadata.uid,
          'kro.run/instance-kind': 'Note',
          'kro.run/instance-name': 'first',
          'kro.run/instance-namespace': NAMESPACE,
          'kro.run/instance-version': 'v1alpha1',
          'kro.run/node-id': 'copy',
          'kro.run/owned': 'true',
        },
        annotations: { 'internal.kro.run/apply-order': '2' },
      });
      expect(copy.metadata.ownerReferences).toBeUndefined();
      expect(copy.metadata.managedFields).toMatchObject([
        { manager: 'kro.run/applyset', operation: 'Apply' },
      ]);
      expect(Number(text.metadata.resourceVersion)).toBeLessThan(
        Number(copy.metadata.resourceVersion),
      );
    });

    it('gets and loses what its spec includes', async () => {
      await instance('Note', 'first', { text: 'hello', extra: true });
      await until(`${MAPS}/first-extra`, isThere);
      await instance('Note', 'first', { text: 'hello', extra: false });
      await until(`${MAPS}/first-extra`, isAbsent);
      await until(`${NOTES}/first`, isActive);
    });

    it('undoes what somebody did to a child, and makes one again', async () => {
      await patch(`${MAPS}/first-copy`, { data: { text: 'changed' } });
      await until(`${MAPS}/first-copy`, ({ data }) => data.text === 'hello');
      await remove(`${MAPS}/first-copy`);
      await until(
        `${MAPS}/first-copy`,
        (body, status) => status === 200 && !body.metadata.deletionTimestamp,
      );
    });

    it('is left alone while suspended', async () => {
      await instance(
        'Note',
        'paused',
        { text: 'later' },
        { 'kro.run/reconcile': 'suspended' },
      );
      const note = await until(
        `${NOTES}/paused`,
        body => condition(body, 'Ready')?.reason === 'ReconciliationSuspended',
      );
      expect(condition(note, 'Ready').status).toBe('False');
      expect(await codeOf(`${MAPS}/paused-text`)).toBe(404);
      await patch(`${NOTES}/paused`, {
        metadata: { annotations: { 'kro.run/reconcile': null } },
      });
      await until(`${NOTES}/paused`, isActive);
    });

    it('does not take what belongs to another one', async () => {
      await apply({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'taken-copy',
          namespace: NAMESPACE,
          labels: { 'applyset.kubernetes.io/part-of': 'applyset-other-v1' },
        },
      } as ClusterObject);
      await instance('Note', 'taken', { text: 'mine' });
      const note = await until(
        `${NOTES}/taken`,
        ({ status }) => status?.state === 'ERROR',
      );
      expect(condition(note, 'ResourcesReady')).toMatchObject({
        status: 'False',
        message: expect.stringContaining(
          `resource belongs to a different ApplySet: ${NAMESPACE}/taken-copy`,
        ),
      });
      await until(`${MAPS}/taken-text`, isThere);
    });

    it('takes its children with it, dependents first', async () => {
      await instance('Note', 'leaving', { text: 'bye' });
      await until(`${NOTES}/leaving`, isActive);
      await patch(`${MAPS}/leaving-copy`, {
        metadata: { finalizers: ['example.dev/hold'] },
      });
      await remove(`${NOTES}/leaving`);
      await until(
        `${MAPS}/leaving-copy`,
        ({ metadata }) => metadata.deletionTimestamp !== undefined,
      );
      const note = await until(
        `${NOTES}/leaving`,
        ({ status }) => status.state === 'DELETING',
      );
      expect(condition(note, 'ResourcesReady')).toMatchObject({
        status: expect.stringMatching(/False|Unknown/),
        reason: expect.stringMatching(/ResourceDeleting|UnderDeletion/),
      });
      const { metadata } = await get(`${MAPS}/leaving-text`);
      expect(metadata.deletionTimestamp).toBeUndefined();
      await patch(`${MAPS}/leaving-copy`, { metadata: { finalizers: null } });
      await until(`${NOTES}/leaving`, isAbsent);
      await until(`${MAPS}/leaving-text`, isAbsent);
    });
  });

  describe('a collection', () => {
    it('has a child for each item, and follows the list', async () => {
      await define(FLEET);
      await instance('Fleet', 'sea', { ships: ['ada', 'bob'] });
      await until(`${instances('fleets')}/sea`, isActive);
      const ada = await get(`${MAPS}/sea-ada`);
      expect(ada.metadata.labels).toMatchObject({
        'kro.run/node-id': 'ship',
        'kro.run/collection-index': '0',
        'kro.run/collection-size': '2',
      });
      await instance('Fleet', 'sea', { ships: ['bob', 'eve'] });
      await until(`${MAPS}/sea-eve`, isThere);
      await until(`${MAPS}/sea-ada`, isAbsent);
      const bob = await until(
        `${MAPS}/sea-bob`,
        ({ metadata }) => metadata.labels['kro.run/collection-index'] === '0',
      );
      expect(bob.data).toEqual({ of: '2' });
    });
  });

  describe('an external reference', () => {
    it('is waited for', async () => {
      await define(READER);
      await instance('Reader', 'book', { source: 'library' });
      const readers = instances('readers');
      await until(
        `${readers}/book`,
        ({ status }) => status?.state === 'IN_PROGRESS',
      );
      await apply({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'library', namespace: NAMESPACE },
        data: { title: 'Atlas' },
      });
      const reader = await until(`${readers}/book`, isActive);
      expect(reader.status.title).toBe('Atlas');
      expect((await get(`${MAPS}/book`)).data).toEqual({ title: 'Atlas' });
      const { metadata } = await get(`${MAPS}/library`);
      expect(metadata.labels).toBeUndefined();
    });
  });

  describe('a ResourceGraphDefinition that changes', () => {
    it('gets a new revision, which its instances follow', async () => {
      await apply(noteWith({ more: 'integer | default=3' }));
      const rgd = await until(
        `${RGDS}/note`,
        ({ status }) => status.lastIssuedRevision === 2,
      );
      expect(rgd.metadata.generation).toBe(2);
      await until(`${CRDS}/notes.example.dev`, ({ spec }) =>
        JSON.stringify(spec).includes('"more"'),
      );
      await until(`${MAPS}/first-text`, ({ data }) => data.more === '3');
      await get(`${REVISIONS}/note-r00002`);
    });

    it('is blocked by a breaking change', async () => {
      await apply(BLOCK);
      const rgd = await until(
        `${RGDS}/note`,
        body => condition(body, 'KindReady')?.status === 'False',
      );
      expect(condition(rgd, 'KindReady')).toMatchObject({
        reason: 'Failed',
        // KRO goes through a Go map: which of the two it names first is chance.
        message: expect.stringMatching(
          /^cannot update CRD notes\.example\.dev: breaking changes detected: Property (extra was removed; Property more|more was removed; Property extra) was removed$/,
        ),
      });
      expect(rgd.status.state).toBe('Inactive');
    });

    it('cannot become another kind', async () => {
      const refusal = await patch(`${RGDS}/note`, {
        spec: { schema: { kind: 'Other' } },
      });
      expect(refusal.status).toBe(422);
      expect(JSON.parse(refusal.text).message).toContain('kind is immutable');
    });

    it('leaves its kind and its instances behind when it goes', async () => {
      await remove(`${RGDS}/note`);
      await until(`${RGDS}/note`, isAbsent);
      await until(`${REVISIONS}/note-r00001`, isAbsent);
      await get(`${CRDS}/notes.example.dev`);
      await get(`${NOTES}/first`);
    });
  });
});
