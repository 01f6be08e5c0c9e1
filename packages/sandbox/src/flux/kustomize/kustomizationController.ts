import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import {
  ControllerContext,
  Key,
  runController,
} from '../../controllers/controller';
import { asFields, asText, statusOf } from '../fields';
import { GIT_REPOSITORY, KUSTOMIZATION } from '../fluxTypes';
import { ReconcileMemory } from '../reconcileMemory';
import { Artifacts } from '../source/artifacts';
import { addFinalizer, removeFinalizer } from '../statusWriter';
import { inventoryOf } from './inventory';
import { COMPONENT, KustomizationReport, MANAGER } from './kustomizationReport';
import { KustomizationRun } from './kustomizationRun';
import { kustomizationSpec, KustomizationSpec } from './kustomizationSpec';
import { pruneObjects } from './pruneObjects';

/** Runs kustomize-controller's Kustomization reconciler. Returns what ends it. */
export function runKustomizations(
  context: ControllerContext,
  settings: { artifacts: Artifacts; signal: AbortSignal },
): () => void {
  const { client } = context;
  const memory = new ReconcileMemory();
  return runController(context, {
    name: COMPONENT,
    type: KUSTOMIZATION,
    watches: [
      { type: GIT_REPOSITORY, keysOf: source => keysOfSource(client, source) },
      {
        type: KUSTOMIZATION,
        keysOf: object => keysOfDependents(client, object),
      },
    ],
    async reconcile(key) {
      const object = client.get({ ...KUSTOMIZATION, ...key });
      if (!object) {
        memory.forget(key);
        return {};
      }
      const spec = kustomizationSpec(object);
      if (object.metadata.deletionTimestamp) {
        finalize(context, object, spec);
        return {};
      }
      if (addFinalizer(client, object, MANAGER)) return {};
      if (spec.suspend) {
        new KustomizationReport(context, object, spec).rest();
        return {};
      }
      const revision = revisionOf(client, spec);
      const wait = memory.wait(object, revision);
      if (wait > 0) return { requeueAfter: wait };

      const { artifacts, signal } = settings;
      const run = new KustomizationRun(
        context,
        artifacts,
        signal,
        object,
        spec,
      );
      const { after, settled } = await run.run();
      if (settled) memory.done(object, after, revision);
      return { requeueAfter: after };
    },
  });
}

/** Prunes what it applied, as the deletion policy says, and lets the object go. */
function finalize(
  { client, recordEvent }: ControllerContext,
  object: KubernetesObject,
  { prune, suspend, deletionPolicy }: KustomizationSpec,
): void {
  const deletes =
    deletionPolicy === 'MirrorPrune' ? prune : deletionPolicy !== 'Orphan';
  const entries = inventoryOf(object);
  if (deletes && !suspend && entries.length > 0) {
    const { name = '', namespace = '' } = object.metadata;
    const { log, error } = pruneObjects(client, entries, { name, namespace });
    // The controller tries again after a pause.
    if (error) throw new Error(error);
    const reason = 'ReconciliationSucceeded';
    recordEvent(object, {
      type: 'Normal',
      reason,
      message: log,
      component: COMPONENT,
    });
  }
  removeFinalizer(client, object, MANAGER);
}

function revisionOf(client: Client, { source }: KustomizationSpec): string {
  const { kind, name, namespace } = source;
  if (kind !== GIT_REPOSITORY.kind) return '';
  const object = client.get({ ...GIT_REPOSITORY, name, namespace });
  const artifact = object && asFields(statusOf(object).artifact);
  return asText(artifact?.revision) ?? '';
}

function keysOfSource(client: Client, { metadata }: KubernetesObject): Key[] {
  return all(client)
    .filter(object => {
      const { source } = kustomizationSpec(object);
      return (
        source.kind === GIT_REPOSITORY.kind &&
        source.name === metadata.name &&
        source.namespace === metadata.namespace
      );
    })
    .map(keyOf);
}

function keysOfDependents(
  client: Client,
  { metadata }: KubernetesObject,
): Key[] {
  return all(client)
    .filter(object =>
      kustomizationSpec(object).dependsOn.some(
        ({ name, namespace }) =>
          name === metadata.name && namespace === metadata.namespace,
      ),
    )
    .map(keyOf);
}

function all(client: Client): KubernetesObject[] {
  return client.resolve(KUSTOMIZATION) ? client.list(KUSTOMIZATION) : [];
}

function keyOf({ metadata }: KubernetesObject): Key {
  return { name: metadata.name ?? '', namespace: metadata.namespace };
}
