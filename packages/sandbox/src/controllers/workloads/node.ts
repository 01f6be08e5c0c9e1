import { KubernetesObject } from '@mini-atlas/kro';
import { rfc3339 } from '../clock';
import { ControllerContext } from '../controller';

/** The sandbox's only node. */
export const NODE_NAME = 'sandbox-0';
/** The address under which the node and its kubelet claim to be. */
export const NODE_ADDRESS = '10.0.0.1';

const NODE = { apiVersion: 'v1', kind: 'Node' };
const LEASE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
const LEASES = 'kube-node-lease';
const KUBELET = { fieldManager: 'kubelet' };
const SIZE = {
  cpu: '32',
  memory: '64Gi',
  pods: '110',
  'ephemeral-storage': '256Gi',
};

/**
 * Registers the node as a kubelet of Kubernetes 1.36 does: labels, capacity, conditions, node info,
 * and a lease in `kube-node-lease` where that namespace exists.
 * Leaves out: heartbeats, images, attached volumes. The node is always Ready.
 */
export function startNode(context: ControllerContext): () => void {
  const { client } = context;
  const node = client.get({ ...NODE, name: NODE_NAME }) ?? createNode(context);
  client.update(
    { ...structuredClone(node), status: nodeStatus() },
    { ...KUBELET, subresource: 'status' },
  );
  return client.watch({ apiVersion: 'v1', kind: 'Namespace' }, ({ object }) => {
    if (object.metadata.name === LEASES) ensureLease(context, node);
  });
}

function createNode({ client }: ControllerContext): KubernetesObject {
  return client.create(
    {
      ...NODE,
      metadata: {
        name: NODE_NAME,
        labels: {
          'beta.kubernetes.io/arch': 'amd64',
          'beta.kubernetes.io/os': 'linux',
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/hostname': NODE_NAME,
          'kubernetes.io/os': 'linux',
          'node-role.kubernetes.io/control-plane': '',
        },
        annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
      },
      spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] },
    },
    KUBELET,
  );
}

function ensureLease(
  { client }: ControllerContext,
  node: KubernetesObject,
): void {
  const id = { ...LEASE, namespace: LEASES, name: NODE_NAME };
  if (client.get(id)) return;
  const time = new Date().toISOString().replace('Z', '000Z');
  client.create(
    {
      ...LEASE,
      metadata: {
        name: NODE_NAME,
        namespace: LEASES,
        ownerReferences: [
          { ...NODE, name: NODE_NAME, uid: node.metadata.uid ?? '' },
        ],
      },
      spec: {
        holderIdentity: NODE_NAME,
        leaseDurationSeconds: 40,
        renewTime: time,
      },
    },
    KUBELET,
  );
}

function nodeStatus() {
  const time = rfc3339(Date.now());
  const condition = (
    type: string,
    status: string,
    reason: string,
    message: string,
  ) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return {
    addresses: [
      { type: 'InternalIP', address: NODE_ADDRESS },
      { type: 'Hostname', address: NODE_NAME },
    ],
    capacity: SIZE,
    allocatable: SIZE,
    conditions: [
      condition(
        'MemoryPressure',
        'False',
        'KubeletHasSufficientMemory',
        'kubelet has sufficient memory available',
      ),
      condition(
        'DiskPressure',
        'False',
        'KubeletHasNoDiskPressure',
        'kubelet has no disk pressure',
      ),
      condition(
        'PIDPressure',
        'False',
        'KubeletHasSufficientPID',
        'kubelet has sufficient PID available',
      ),
      condition(
        'Ready',
        'True',
        'KubeletReady',
        'kubelet is posting ready status',
      ),
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: '',
      containerRuntimeVersion: 'mini-atlas://sandbox',
      kernelVersion: 'sandbox',
      kubeProxyVersion: '',
      kubeletVersion: 'v1.36.4',
      machineID: '',
      operatingSystem: 'linux',
      osImage: 'Mini-Atlas sandbox',
      systemUUID: '',
    },
  };
}
