import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { fields, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { NODE_NAME } from './node';

const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
const VOLUME = { apiVersion: 'v1', kind: 'PersistentVolume' };
const CLASS = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' };
const MANAGER = { fieldManager: 'kube-controller-manager' };
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/**
 * Imitates a provisioner like local-path of Kind, and the volume binder: each claim gets a volume of the size
 * it asks for and is Bound. Claims without a class get the default one.
 * Leaves out: WaitForFirstConsumer, resizing, reclaiming (a volume goes with its claim), volumes made by hand.
 */
export function startVolumeProvisioner(context: ControllerContext): () => void {
  const { client } = context;
  return runController(context, {
    name: 'volume-provisioner',
    type: CLAIM,
    watches: [
      {
        type: CLASS,
        keysOf: () =>
          client.list(CLAIM).map(({ metadata: { namespace, name = '' } }) => ({
            namespace,
            name,
          })),
      },
    ],
    reconcile: key => {
      const claim = client.get({ ...CLAIM, ...key });
      if (!claim) dropVolumes(context, key.namespace, key.name);
      else if (fields(claim.status).phase !== 'Bound')
        provision(context, claim);
    },
  });
}

function provision(
  { client, recordEvent }: ControllerContext,
  claim: KubernetesObject,
): void {
  const { name = '', namespace, uid } = claim.metadata;
  const storageClass = classOf(client, claim);
  if (!storageClass) return;
  const spec = fields(claim.spec);
  const volume = `pvc-${uid}`;
  const capacity = {
    storage: text(fields(fields(spec.resources).requests).storage),
  };
  client.create(
    {
      ...VOLUME,
      metadata: { name: volume },
      spec: {
        capacity,
        accessModes: spec.accessModes,
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: storageClass,
        volumeMode: 'Filesystem',
        claimRef: { ...CLAIM, name, namespace, uid },
        hostPath: {
          path: `/var/local-path-provisioner/${volume}_${namespace}_${name}`,
        },
      },
      status: { phase: 'Bound' },
    },
    MANAGER,
  );
  const bound = client.patch(
    { ...CLAIM, namespace, name },
    {
      metadata: {
        annotations: {
          'pv.kubernetes.io/bind-completed': 'yes',
          'volume.kubernetes.io/selected-node': NODE_NAME,
        },
      },
      spec: { volumeName: volume, storageClassName: storageClass },
    },
    MANAGER,
  );
  writeStatus(
    client,
    bound,
    { phase: 'Bound', accessModes: spec.accessModes, capacity },
    MANAGER.fieldManager,
  );
  recordEvent(claim, {
    type: 'Normal',
    reason: 'ProvisioningSucceeded',
    message: `Successfully provisioned volume ${volume}`,
    component: 'persistentvolume-controller',
  });
}

function classOf(
  client: ControllerContext['client'],
  claim: KubernetesObject,
): string | undefined {
  const asked = text(fields(claim.spec).storageClassName);
  const classes = client.list(CLASS);
  return asked
    ? classes.find(({ metadata }) => metadata.name === asked)?.metadata.name
    : classes.find(
        ({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true',
      )?.metadata.name;
}

function dropVolumes(
  { client }: ControllerContext,
  namespace: string | undefined,
  name: string,
): void {
  client
    .list(VOLUME)
    .filter(volume => {
      const claim = fields(fields(volume.spec).claimRef);
      return claim.namespace === namespace && claim.name === name;
    })
    .forEach(volume =>
      client.delete({ ...VOLUME, name: volume.metadata.name ?? '' }),
    );
}
