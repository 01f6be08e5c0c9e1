import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { count, Fields, fields, items, labelsOf, text } from '../fields';
import { controlledBy, controllerKey, controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { templateHash } from '../templateHash';
import { isActive, isReady } from './podReadiness';
import { podFromTemplate } from './podTemplate';

const STATEFUL_SET = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
const MANAGER = { fieldManager: 'kube-controller-manager' };
const REVISION = 'controller-revision-hash';
const COMPONENT = 'statefulset-controller';

/**
 * Imitates the stateful set controller of Kubernetes 1.36: numbered pods one after the other (or all at once
 * with `Parallel`), volume claims, rolling update from the highest number down, status.
 * Leaves out: ControllerRevision objects, partitions, retention of claims, start ordinals.
 */
export function startStatefulSets(context: ControllerContext): () => void {
  return runController(context, {
    name: COMPONENT,
    type: STATEFUL_SET,
    watches: [{ type: POD, keysOf: controllerKey('StatefulSet') }],
    reconcile: key => {
      const set = context.client.get({ ...STATEFUL_SET, ...key });
      if (!set || set.metadata.deletionTimestamp) return;
      reconcileStatefulSet(context, set);
      writeStatefulSetStatus(context, set);
    },
  });
}

function reconcileStatefulSet(
  context: ControllerContext,
  set: KubernetesObject,
): void {
  const spec = fields(set.spec);
  const parallel = spec.podManagementPolicy === 'Parallel';
  const pods = podsOf(context, set);
  for (let ordinal = 0; ordinal < count(spec.replicas, 1); ordinal++) {
    const pod = pods.find(candidate => ordinalOf(candidate) === ordinal);
    if (!pod) createPod(context, set, ordinal);
    if (!parallel && !(pod && isReady(pod))) return;
  }
  const [condemned] = [
    ...pods.filter(pod => ordinalOf(pod) >= count(spec.replicas, 1)),
    ...pods.filter(pod => isOutdated(set, pod)),
  ].sort((a, b) => ordinalOf(b) - ordinalOf(a));
  const onDelete = fields(spec.updateStrategy).type === 'OnDelete';
  if (condemned && !(onDelete && isOutdated(set, condemned))) {
    deletePod(context, set, condemned);
  }
}

function createPod(
  context: ControllerContext,
  set: KubernetesObject,
  ordinal: number,
): void {
  const { namespace } = set.metadata;
  const name = `${set.metadata.name}-${ordinal}`;
  const pod = podFromTemplate(
    fields(set.spec).template,
    namespace,
    controllerReference(set),
  );
  pod.metadata.name = name;
  pod.metadata.labels = {
    ...pod.metadata.labels,
    [REVISION]: revision(set),
    'apps.kubernetes.io/pod-index': String(ordinal),
    'statefulset.kubernetes.io/pod-name': name,
  };
  const claims = items(fields(set.spec).volumeClaimTemplates);
  claims.forEach(claim => ensureClaim(context, set, claim, name));
  const spec = fields(pod.spec);
  pod.spec = {
    ...spec,
    hostname: name,
    volumes: [
      ...items(spec.volumes),
      ...claims.map(claim => {
        const volume = text(fields(claim.metadata).name);
        return {
          name: volume,
          persistentVolumeClaim: { claimName: `${volume}-${name}` },
        };
      }),
    ],
  };
  context.client.create(pod, MANAGER);
  context.recordEvent(set, {
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
    component: COMPONENT,
  });
}

function ensureClaim(
  { client }: ControllerContext,
  set: KubernetesObject,
  claim: Fields,
  pod: string,
): void {
  const { namespace } = set.metadata;
  const name = `${text(fields(claim.metadata).name)}-${pod}`;
  if (client.get({ ...CLAIM, namespace, name })) return;
  const labels = labelsOf(fields(fields(set.spec).selector).matchLabels);
  client.create(
    {
      ...CLAIM,
      metadata: { name, namespace, labels },
      spec: structuredClone(fields(claim.spec)),
    },
    MANAGER,
  );
}

function deletePod(
  context: ControllerContext,
  set: KubernetesObject,
  pod: KubernetesObject,
): void {
  const { namespace, name = '', uid } = pod.metadata;
  context.client.delete({ ...POD, namespace, name }, { uid });
  context.recordEvent(set, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`,
    component: COMPONENT,
  });
}

function writeStatefulSetStatus(
  context: ControllerContext,
  set: KubernetesObject,
): void {
  const pods = podsOf(context, set);
  const updated = pods.filter(pod => !isOutdated(set, pod));
  const ready = pods.filter(isReady).length;
  const previous = fields(set.status);
  writeStatus(
    context.client,
    set,
    {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      readyReplicas: ready || undefined,
      availableReplicas: ready,
      currentReplicas: updated.length || undefined,
      updatedReplicas: updated.length || undefined,
      currentRevision:
        updated.length === pods.length
          ? revision(set)
          : previous.currentRevision ?? revision(set),
      updateRevision: revision(set),
      collisionCount: 0,
    },
    MANAGER.fieldManager,
  );
}

function podsOf(context: ControllerContext, set: KubernetesObject) {
  return controlledBy(context.client, set, POD).filter(isActive);
}

function ordinalOf(pod: KubernetesObject): number {
  const name = pod.metadata.name ?? '';
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

function revision(set: KubernetesObject): string {
  return `${set.metadata.name}-${templateHash(fields(set.spec).template)}`;
}

function isOutdated(set: KubernetesObject, pod: KubernetesObject): boolean {
  return pod.metadata.labels?.[REVISION] !== revision(set);
}
