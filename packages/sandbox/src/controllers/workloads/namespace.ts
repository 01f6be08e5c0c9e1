import { KubernetesObject, ResourceType } from '@mini-atlas/kro';
import { mergeConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields, texts } from '../fields';
import { writeStatus } from '../statusWriter';

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace' };
const SERVICE_ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount' };
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const ROOT_CA = 'kube-root-ca.crt';
const MANAGER = { fieldManager: 'kube-controller-manager' };
const TERMINATION_POLL_MS = 50;

/**
 * Imitates the namespace, service account and root CA controllers of Kubernetes 1.36: phase Active, the
 * `default` ServiceAccount and `kube-root-ca.crt` in every namespace; when a namespace is deleted, all that
 * lives in it, then the finalizer `kubernetes` in `spec.finalizers`, with the conditions that tell what remains.
 * Leaves out: discovery failures and deletion in stages (pods before the rest).
 */
export function startNamespaces(
  context: ControllerContext,
  caCertificate: string,
): () => void {
  const namespaceOf = ({ metadata: { namespace } }: KubernetesObject) =>
    namespace ? [{ name: namespace }] : [];
  return runController(context, {
    name: 'namespace-controller',
    type: NAMESPACE,
    watches: [
      { type: SERVICE_ACCOUNT, keysOf: namespaceOf },
      {
        type: CONFIG_MAP,
        keysOf: object =>
          object.metadata.name === ROOT_CA ? namespaceOf(object) : [],
      },
    ],
    reconcile: ({ name }) => {
      const namespace = context.client.get({ ...NAMESPACE, name });
      if (!namespace) return {};
      if (namespace.metadata.deletionTimestamp) {
        return terminate(context, namespace);
      }
      furnish(context, namespace, caCertificate);
      return {};
    },
  });
}

function furnish(
  { client }: ControllerContext,
  namespace: KubernetesObject,
  caCertificate: string,
): void {
  const { name = '' } = namespace.metadata;
  if (fields(namespace.status).phase !== 'Active') {
    writeStatus(client, namespace, { phase: 'Active' }, MANAGER.fieldManager);
  }
  if (!client.get({ ...SERVICE_ACCOUNT, namespace: name, name: 'default' })) {
    client.create(
      { ...SERVICE_ACCOUNT, metadata: { name: 'default', namespace: name } },
      MANAGER,
    );
  }
  if (!client.get({ ...CONFIG_MAP, namespace: name, name: ROOT_CA })) {
    client.create(
      {
        ...CONFIG_MAP,
        metadata: {
          name: ROOT_CA,
          namespace: name,
          annotations: {
            'kubernetes.io/description':
              'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
          },
        },
        data: { 'ca.crt': caCertificate },
      },
      MANAGER,
    );
  }
}

function terminate(
  { client }: ControllerContext,
  namespace: KubernetesObject,
): { requeueAfter?: number } {
  const { name = '' } = namespace.metadata;
  const types = client.resourceTypes().filter(({ namespaced }) => namespaced);
  deleteContent(client, types, name);
  const remaining = types
    .map(type => ({ type, objects: client.list(type, { namespace: name }) }))
    .filter(({ objects }) => objects.length > 0);
  const current = writeStatus(
    client,
    namespace,
    {
      phase: 'Terminating',
      conditions: mergeConditions(
        remainders(remaining),
        fields(namespace.status).conditions,
      ),
    },
    MANAGER.fieldManager,
  );
  if (remaining.length > 0) return { requeueAfter: TERMINATION_POLL_MS };
  client.update(
    {
      ...structuredClone(current),
      spec: {
        finalizers: texts(fields(current.spec).finalizers).filter(
          finalizer => finalizer !== 'kubernetes',
        ),
      },
    },
    { ...MANAGER, subresource: 'finalize' },
  );
  return {};
}

/** Served types may share objects (Event in two groups): those deleted under one name are gone under the other. */
function deleteContent(
  client: ControllerContext['client'],
  types: ResourceType[],
  namespace: string,
): void {
  for (const type of types) {
    for (const { metadata } of client.list(type, { namespace })) {
      if (!metadata.deletionTimestamp) {
        const { apiVersion, kind } = type;
        client.delete({
          apiVersion,
          kind,
          namespace,
          name: metadata.name ?? '',
        });
      }
    }
  }
}

function remainders(
  remaining: { type: ResourceType; objects: KubernetesObject[] }[],
) {
  const finalizers = new Map<string, number>();
  for (const { objects } of remaining) {
    for (const finalizer of objects.flatMap(o => o.metadata.finalizers ?? [])) {
      finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    }
  }
  const content = remaining.map(({ type, objects }) => {
    const [group] = type.apiVersion.includes('/')
      ? type.apiVersion.split('/')
      : [''];
    return `${type.plural}.${group} has ${objects.length} resource instances`;
  });
  const holding = [...finalizers].map(
    ([finalizer, times]) => `${finalizer} in ${times} resource instances`,
  );
  return [
    content.length > 0
      ? condition(
          'NamespaceContentRemaining',
          'True',
          'SomeResourcesRemain',
          `Some resources are remaining: ${content.join(', ')}`,
        )
      : condition(
          'NamespaceContentRemaining',
          'False',
          'ContentRemoved',
          'All content successfully removed',
        ),
    holding.length > 0
      ? condition(
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${holding.join(
            ', ',
          )}`,
        )
      : condition(
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
}

function condition(
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
) {
  return { type, status, reason, message };
}
