import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { Fields, fields, labelsOf } from '../fields';
import { controlledBy, controllerKey, controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { canonicalJson, templateHash } from '../templateHash';
import { deploymentStatus, untilProgressDeadline } from './deploymentStatus';
import {
  desired,
  observed,
  recreate,
  rollingUpdate,
  rolloutLimits,
  RolloutLimits,
  Scaling,
} from './rollout';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const REPLICA_SET = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
const MANAGER = { fieldManager: 'kube-controller-manager' };
const REVISION = 'deployment.kubernetes.io/revision';
const HASH = 'pod-template-hash';
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
];

/**
 * Imitates the deployment controller of Kubernetes 1.36: one ReplicaSet for each pod template, revision
 * annotations, rolling update and recreate, pausing, the revision history limit, status and events.
 * Leaves out: adoption of ReplicaSets without an owner, proportional scaling in the middle of a rollout,
 * and the hash of Kubernetes (see templateHash).
 */
export function startDeployments(context: ControllerContext): () => void {
  return runController(context, {
    name: 'deployment-controller',
    type: DEPLOYMENT,
    watches: [{ type: REPLICA_SET, keysOf: controllerKey('Deployment') }],
    reconcile: key => {
      const deployment = context.client.get({ ...DEPLOYMENT, ...key });
      if (!deployment || deployment.metadata.deletionTimestamp) return {};
      return reconcileDeployment(context, deployment);
    },
  });
}

function reconcileDeployment(
  context: ControllerContext,
  deployment: KubernetesObject,
): { requeueAfter?: number } {
  const { client } = context;
  const limits = rolloutLimits(deployment);
  const owned = controlledBy(client, deployment, REPLICA_SET).sort(byRevision);
  const paused = fields(deployment.spec).paused === true;
  let current = owned.find(rs => hasTemplate(rs, deployment));
  const created = !current && !paused;
  const old = owned.filter(rs => rs !== current);
  if (created) current = createReplicaSet(context, deployment, owned, limits);
  if (current) {
    current = renewRevision(context, deployment, current, old);
    scale(
      context,
      deployment,
      limits,
      nextSizes(deployment, current, old, limits, paused),
    );
    if (!paused) dropHistory(context, deployment, old);
  }
  const live = controlledBy(client, deployment, REPLICA_SET);
  const status = deploymentStatus({
    deployment,
    limits,
    current: live.find(rs => rs.metadata.uid === current?.metadata.uid),
    old: live.filter(rs => rs.metadata.uid !== current?.metadata.uid),
    created,
  });
  writeStatus(client, deployment, status, MANAGER.fieldManager);
  return { requeueAfter: untilProgressDeadline(deployment, status) };
}

function nextSizes(
  deployment: KubernetesObject,
  current: KubernetesObject,
  old: KubernetesObject[],
  limits: RolloutLimits,
  paused: boolean,
): Scaling[] {
  if (paused && old.some(rs => desired(rs) > 0)) return [];
  const next =
    fields(fields(deployment.spec).strategy).type === 'Recreate'
      ? recreate
      : rollingUpdate;
  return next(current, old, limits);
}

function createReplicaSet(
  context: ControllerContext,
  deployment: KubernetesObject,
  owned: KubernetesObject[],
  limits: RolloutLimits,
): KubernetesObject {
  const spec = fields(deployment.spec);
  const template = fields(spec.template);
  const hash = templateHash(template);
  const labels = {
    ...labelsOf(fields(template.metadata).labels),
    [HASH]: hash,
  };
  const selector = fields(spec.selector);
  return context.client.create(
    {
      ...REPLICA_SET,
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        namespace: deployment.metadata.namespace,
        labels,
        annotations: {
          ...copiedAnnotations(deployment),
          ...sizeAnnotations(limits),
          [REVISION]: String(lastRevision(owned) + 1),
        },
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas: 0,
        ...(spec.minReadySeconds
          ? { minReadySeconds: spec.minReadySeconds }
          : {}),
        selector: {
          ...selector,
          matchLabels: { ...labelsOf(selector.matchLabels), [HASH]: hash },
        },
        template: {
          ...template,
          metadata: { ...fields(template.metadata), labels },
        },
      },
    },
    MANAGER,
  );
}

/** A template that comes back gets the newest revision; the Deployment always carries its current one's. */
function renewRevision(
  { client }: ControllerContext,
  deployment: KubernetesObject,
  current: KubernetesObject,
  old: KubernetesObject[],
): KubernetesObject {
  const newest = lastRevision(old);
  const revision = Math.max(revisionOf(current), newest + 1);
  const renewed = patchAnnotations(client, current, {
    [REVISION]: String(revision),
  });
  patchAnnotations(client, deployment, { [REVISION]: String(revision) });
  return renewed;
}

function scale(
  context: ControllerContext,
  deployment: KubernetesObject,
  limits: RolloutLimits,
  scalings: Scaling[],
): void {
  for (const { replicaSet, replicas } of scalings) {
    const before = desired(replicaSet);
    const { name, namespace } = replicaSet.metadata;
    context.client.patch(
      { ...REPLICA_SET, namespace, name: name ?? '' },
      {
        metadata: { annotations: sizeAnnotations(limits) },
        spec: { replicas },
      },
      MANAGER,
    );
    context.recordEvent(deployment, {
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled ${
        replicas > before ? 'up' : 'down'
      } replica set ${name} from ${before} to ${replicas}`,
      component: 'deployment-controller',
    });
  }
}

function dropHistory(
  { client }: ControllerContext,
  deployment: KubernetesObject,
  old: KubernetesObject[],
): void {
  const limit = Number(fields(deployment.spec).revisionHistoryLimit ?? 10);
  const empty = old.filter(
    rs => desired(rs) === 0 && observed(rs).replicas === 0,
  );
  for (const rs of empty.slice(0, Math.max(0, empty.length - limit))) {
    client.delete(
      {
        ...REPLICA_SET,
        namespace: rs.metadata.namespace,
        name: rs.metadata.name ?? '',
      },
      { uid: rs.metadata.uid },
    );
  }
}

function hasTemplate(rs: KubernetesObject, deployment: KubernetesObject) {
  return (
    canonicalJson(withoutHash(fields(fields(rs.spec).template))) ===
    canonicalJson(withoutHash(fields(fields(deployment.spec).template)))
  );
}

function withoutHash(template: Fields): Fields {
  const metadata = fields(template.metadata);
  const { [HASH]: _hash, ...labels } = labelsOf(metadata.labels);
  const { creationTimestamp: _time, ...rest } = metadata;
  return { ...template, metadata: { ...rest, labels } };
}

function copiedAnnotations(deployment: KubernetesObject) {
  return Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(
      ([key]) => !NOT_COPIED.includes(key),
    ),
  );
}

function sizeAnnotations({
  replicas,
  maxSurge,
}: RolloutLimits): JsonObject & Record<string, string> {
  return {
    'deployment.kubernetes.io/desired-replicas': String(replicas),
    'deployment.kubernetes.io/max-replicas': String(replicas + maxSurge),
  };
}

function patchAnnotations(
  client: ControllerContext['client'],
  object: KubernetesObject,
  annotations: Record<string, string>,
): KubernetesObject {
  const before = object.metadata.annotations ?? {};
  const same = Object.entries(annotations).every(
    ([key, value]) => before[key] === value,
  );
  return same
    ? object
    : client.patch(
        {
          apiVersion: object.apiVersion,
          kind: object.kind,
          namespace: object.metadata.namespace,
          name: object.metadata.name ?? '',
        },
        { metadata: { annotations } },
        MANAGER,
      );
}

function revisionOf(rs: KubernetesObject): number {
  return Number(rs.metadata.annotations?.[REVISION] ?? 0);
}

function lastRevision(replicaSets: KubernetesObject[]): number {
  return Math.max(0, ...replicaSets.map(revisionOf));
}

function byRevision(a: KubernetesObject, b: KubernetesObject): number {
  return revisionOf(a) - revisionOf(b);
}
