import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { fields, labelsOf } from '../fields';
import { controlledBy, controllerReference } from '../ownership';
import { isActive } from '../workloads/podReadiness';

const POD = { apiVersion: 'v1', kind: 'Pod' };
const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

/** The instances of a database, by number. */
export function databaseInstances(
  client: Client,
  cluster: KubernetesObject,
): KubernetesObject[] {
  const serial = (pod: KubernetesObject) =>
    Number(pod.metadata.annotations?.['cnpg.io/nodeSerial'] ?? 0);
  return controlledBy(client, cluster, POD)
    .filter(isActive)
    .sort((a, b) => serial(a) - serial(b));
}

/** The pod of one instance, with the labels by which the operator's Services find it. */
export function instancePod(
  cluster: KubernetesObject,
  name: string,
  primary: boolean,
  image: string,
): KubernetesObject {
  const { spec } = cluster;
  return {
    ...POD,
    metadata: {
      ...instanceMetadata(cluster, name),
      labels: {
        ...instanceLabels(cluster, name),
        'cnpg.io/instanceRole': primary ? 'primary' : 'replica',
        'cnpg.io/podRole': 'instance',
        role: primary ? 'primary' : 'replica',
      },
    },
    spec: {
      containers: [
        {
          name: 'postgres',
          image: fields(spec).imageName ?? image,
          command: ['/controller/manager', 'instance', 'run'],
          ports: [
            { name: 'postgresql', containerPort: 5432, protocol: 'TCP' },
            { name: 'metrics', containerPort: 9187, protocol: 'TCP' },
            { name: 'status', containerPort: 8000, protocol: 'TCP' },
          ],
          readinessProbe: {
            httpGet: { path: '/readyz', port: 8000, scheme: 'HTTPS' },
            periodSeconds: 10,
          },
          resources: fields(fields(spec).resources),
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            privileged: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          volumeMounts: [
            { name: 'pgdata', mountPath: '/var/lib/postgresql/data' },
          ],
        },
      ],
      hostname: name,
      restartPolicy: 'Always',
      securityContext: {
        runAsUser: 26,
        runAsGroup: 26,
        fsGroup: 26,
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      terminationGracePeriodSeconds: 1800,
      volumes: [{ name: 'pgdata', persistentVolumeClaim: { claimName: name } }],
    },
  };
}

/** Makes the claim for an instance's data, where it is not there. */
export function ensureClaim(
  client: Client,
  cluster: KubernetesObject,
  name: string,
  manager: string,
): void {
  const { namespace } = cluster.metadata;
  if (client.get({ ...CLAIM, namespace, name })) return;
  const storage = fields(fields(cluster.spec).storage);
  client.create(
    {
      ...CLAIM,
      metadata: {
        ...instanceMetadata(cluster, name),
        labels: {
          ...instanceLabels(cluster, name),
          'cnpg.io/pvcRole': 'PG_DATA',
        },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: storage.size ?? '1Gi' } },
        ...(storage.storageClass
          ? { storageClassName: storage.storageClass }
          : {}),
        ...fields(storage.pvcTemplate),
      },
    },
    { fieldManager: manager },
  );
}

function instanceMetadata(cluster: KubernetesObject, name: string) {
  return {
    name,
    namespace: cluster.metadata.namespace,
    annotations: {
      'cnpg.io/nodeSerial': name.slice(name.lastIndexOf('-') + 1),
      'cnpg.io/operatorVersion': '1.30.0',
    },
    ownerReferences: [controllerReference(cluster)],
  };
}

function instanceLabels(cluster: KubernetesObject, name: string) {
  const inherited = fields(cluster.spec).inheritedMetadata;
  return {
    ...labelsOf(fields(inherited).labels),
    'app.kubernetes.io/component': 'database',
    'app.kubernetes.io/instance': cluster.metadata.name ?? '',
    'app.kubernetes.io/managed-by': 'cloudnative-pg',
    'app.kubernetes.io/name': 'postgresql',
    'cnpg.io/cluster': cluster.metadata.name ?? '',
    'cnpg.io/instanceName': name,
  };
}
