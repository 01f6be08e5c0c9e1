import { KubernetesObject } from '@mini-atlas/kro';
import { jsonEqual } from '../../schema/jsonEqual';
import { now } from '../clock';
import { ControllerContext, Key, runController } from '../controller';
import { count, Fields, fields, items, labelsOf, text } from '../fields';
import { selects } from '../labelSelector';
import { controlledBy, controllerReference } from '../ownership';
import { isReady } from './podReadiness';

const SERVICE = { apiVersion: 'v1', kind: 'Service' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const ENDPOINTS = { apiVersion: 'v1', kind: 'Endpoints' };
const SLICE = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };
const MANAGER = { fieldManager: 'kube-controller-manager' };
const SERVICE_NAME = 'kubernetes.io/service-name';

/**
 * Imitates the endpoints and endpoint slice controllers of Kubernetes 1.36: the running pods behind each
 * Service with a selector, ready or not, with named target ports resolved. One slice for each Service.
 * Leaves out: IPv6, slices of more than one port set, topology hints, `publishNotReadyAddresses`.
 */
export function startEndpoints(context: ControllerContext): () => void {
  const { client } = context;
  const servicesOf = (pod: KubernetesObject): Key[] =>
    client
      .list(SERVICE, { namespace: pod.metadata.namespace })
      .filter(service => selectsPod(service, pod))
      .map(({ metadata: { namespace, name = '' } }) => ({ namespace, name }));
  return runController(context, {
    name: 'endpointslice-controller',
    type: SERVICE,
    watches: [{ type: POD, keysOf: servicesOf }],
    reconcile: key => {
      const service = client.get({ ...SERVICE, ...key });
      if (!service) {
        client.delete({ ...ENDPOINTS, ...key });
        return;
      }
      const hasSelector =
        Object.keys(labelsOf(fields(service.spec).selector)).length > 0;
      if (!hasSelector || service.metadata.deletionTimestamp) return;
      const pods = client
        .list(POD, key.namespace ? { namespace: key.namespace } : {})
        .filter(pod => selectsPod(service, pod) && hasAddress(pod));
      writeEndpoints(context, service, pods);
      writeSlice(context, service, pods);
    },
  });
}

function selectsPod(service: KubernetesObject, pod: KubernetesObject): boolean {
  const matchLabels = labelsOf(fields(service.spec).selector);
  return (
    Object.keys(matchLabels).length > 0 &&
    selects({ matchLabels, matchExpressions: [] }, pod.metadata.labels)
  );
}

function hasAddress(pod: KubernetesObject): boolean {
  const { podIP, phase } = fields(pod.status);
  return !!podIP && phase !== 'Succeeded' && phase !== 'Failed';
}

function writeEndpoints(
  { client }: ControllerContext,
  service: KubernetesObject,
  pods: KubernetesObject[],
): void {
  const { name = '', namespace, labels } = service.metadata;
  const subset = {
    ...addresses('addresses', pods.filter(isReady)),
    ...addresses(
      'notReadyAddresses',
      pods.filter(pod => !isReady(pod)),
    ),
    ports: portsOf(service, pods[0]),
  };
  const subsets = pods.length > 0 ? [subset] : undefined;
  const existing = client.get({ ...ENDPOINTS, namespace, name });
  if (existing && jsonEqual(existing.subsets, plain(subsets))) return;
  const object: KubernetesObject = {
    ...ENDPOINTS,
    metadata: {
      ...(existing ? structuredClone(existing.metadata) : { name, namespace }),
      labels: {
        ...labels,
        'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
      },
      annotations: {
        'endpoints.kubernetes.io/last-change-trigger-time': now(),
      },
    },
    ...(subsets ? { subsets } : {}),
  };
  if (existing) client.update(object, MANAGER);
  else client.create(object, MANAGER);
}

function addresses(field: string, pods: KubernetesObject[]): Fields {
  return pods.length === 0
    ? {}
    : {
        [field]: pods.map(pod => ({
          ip: fields(pod.status).podIP,
          nodeName: fields(pod.spec).nodeName,
          targetRef: referenceTo(pod),
        })),
      };
}

function writeSlice(
  { client }: ControllerContext,
  service: KubernetesObject,
  pods: KubernetesObject[],
): void {
  const { name, namespace, labels } = service.metadata;
  const content = {
    endpoints: pods.map(pod => ({
      addresses: [fields(pod.status).podIP],
      conditions: {
        ready: isReady(pod),
        serving: isReady(pod),
        terminating: false,
      },
      nodeName: fields(pod.spec).nodeName,
      targetRef: referenceTo(pod),
    })),
    ports: pods.length > 0 ? portsOf(service, pods[0]) : [],
  };
  const [existing] = controlledBy(client, service, SLICE);
  if (!existing) {
    client.create(
      {
        ...SLICE,
        metadata: {
          generateName: `${name}-`,
          namespace,
          labels: {
            ...labels,
            'endpointslice.kubernetes.io/managed-by':
              'endpointslice-controller.k8s.io',
            [SERVICE_NAME]: name ?? '',
          },
          ownerReferences: [controllerReference(service)],
        },
        addressType: 'IPv4',
        ...content,
      },
      MANAGER,
    );
    return;
  }
  const { endpoints, ports } = existing;
  const standing = { endpoints: endpoints ?? [], ports: ports ?? [] };
  if (!jsonEqual(plain(standing), plain(content))) {
    client.update({ ...structuredClone(existing), ...content }, MANAGER);
  }
}

/** The Service's ports as the pod serves them: a named target port is looked up in its containers. */
function portsOf(service: KubernetesObject, pod?: KubernetesObject): Fields[] {
  const containerPorts = items(fields(pod?.spec).containers).flatMap(
    container => items(container.ports),
  );
  return items(fields(service.spec).ports).flatMap(port => {
    const target = port.targetPort ?? port.port;
    const named = containerPorts.find(({ name }) => name === target);
    const number =
      typeof target === 'number' ? target : count(named?.containerPort);
    return number
      ? [
          {
            ...(text(port.name) ? { name: port.name } : {}),
            port: number,
            protocol: port.protocol ?? 'TCP',
          },
        ]
      : [];
  });
}

function referenceTo(pod: KubernetesObject): Fields {
  const { name, namespace, uid } = pod.metadata;
  return { kind: 'Pod', name, namespace, uid };
}

/** As JSON holds it: without fields that are `undefined`. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
