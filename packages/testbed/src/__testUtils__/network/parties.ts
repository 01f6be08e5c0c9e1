/** Who may talk, and how the page calls it. */
export interface Party {
  /** In the table, as it begins a sentence. */
  title: string;
  /** Labels of its identity, as Cilium writes them. */
  labels: string[];
}

/** A pod's identity: its labels and its namespace. */
export function podParty(
  title: string,
  namespace: string,
  labels: Record<string, string>,
): Party {
  return {
    title,
    labels: [
      `k8s:io.kubernetes.pod.namespace=${namespace}`,
      ...Object.entries(labels)
        .map(([key, value]) => `k8s:${key}=${value}`)
        .sort(),
    ],
  };
}

/** What CloudNativePG writes on the pods of a database. */
const database = (name: string) => ({
  'app.kubernetes.io/component': 'database',
  'app.kubernetes.io/managed-by': 'cloudnative-pg',
  'app.kubernetes.io/name': 'postgresql',
  'cnpg.io/cluster': name,
  'cnpg.io/instanceName': `${name}-1`,
  'cnpg.io/instanceRole': 'primary',
  'cnpg.io/podRole': 'instance',
  'mini-atlas.dev/infrastructure': name,
});

/**
 * Everybody but the workloads that KRO makes. The workspace that is looked at is `shop`, another one is `lab`. Kind has
 * one node, and the API server is on it: Cilium gives both one identity.
 */
export const PARTIES = {
  database: podParty('A database of the workspace', 'shop', database('db')),
  databaseJob: podParty('The job that sets a database up', 'shop', {
    'cnpg.io/cluster': 'db',
    'cnpg.io/jobRole': 'initdb',
  }),
  ownPod: podParty('A pod without labels in the workspace', 'shop', {}),
  otherApplication: podParty('An application of another workspace', 'lab', {
    'app.kubernetes.io/component': 'app',
    'app.kubernetes.io/name': 'web',
    'mini-atlas.dev/app': 'web',
  }),
  otherDatabase: podParty(
    'A database of another workspace',
    'lab',
    database('db'),
  ),
  dns: podParty("The cluster's DNS", 'kube-system', { 'k8s-app': 'kube-dns' }),
  systemPod: podParty('Another pod of kube-system', 'kube-system', {
    'k8s-app': 'metrics-server',
  }),
  databaseOperator: podParty('The operator of CloudNativePG', 'cnpg-system', {
    'app.kubernetes.io/name': 'cloudnative-pg',
  }),
  operatorNeighbour: podParty('Another pod of cnpg-system', 'cnpg-system', {}),
  kafka: podParty('The shared Kafka', 'kafka', {
    'strimzi.io/cluster': 'atlas',
    'strimzi.io/kind': 'Kafka',
    'strimzi.io/name': 'atlas-kafka',
  }),
  otherKafka: podParty('Another Kafka', 'kafka', {
    'strimzi.io/cluster': 'other',
    'strimzi.io/kind': 'Kafka',
  }),
  monitoring: podParty('A Prometheus in a namespace of its own', 'monitoring', {
    'app.kubernetes.io/name': 'prometheus',
  }),
  gateway: { title: 'The Gateway', labels: ['reserved:ingress'] },
  node: {
    title: 'The node, with the API server',
    labels: ['reserved:host', 'reserved:kube-apiserver'],
  },
  otherNode: { title: 'Another node', labels: ['reserved:remote-node'] },
  world: { title: 'The internet', labels: ['reserved:world'] },
  metadata: {
    title: "The cloud's metadata (169.254.169.254)",
    labels: ['cidr:169.254.169.254/32', 'reserved:world'],
  },
} satisfies Record<string, Party>;

/** One of them, or a workload that KRO makes. */
export type PartyName = keyof typeof PARTIES | 'application' | 'cache';
