import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { labelsOf } from '../fields';
import { controllerReference } from '../ownership';
import { secretData } from './secretData';

const SECRET = { apiVersion: 'v1', kind: 'Secret' };
/** Where every namespace of a cluster has a certificate authority in PEM. */
export const ROOT_CERTIFICATE = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'kube-root-ca.crt',
};
/** Under this key stands the certificate, there and in Strimzi's Secret. */
export const CERTIFICATE_KEY = 'ca.crt';

/** Name of the Secret with the certificate authority of a Kafka's listeners. */
export function certificateSecretName(kafka: string): string {
  return `${kafka}-cluster-ca-cert`;
}

/**
 * Makes the Secret `<name>-cluster-ca-cert`, where it is not there and the cluster has a certificate to put into it:
 * Strimzi makes an authority of its own, here the cluster's stands in for it.
 */
export function ensureCertificate(
  client: Client,
  kafka: KubernetesObject,
  manager: string,
): void {
  const { namespace, name: cluster = '' } = kafka.metadata;
  const name = certificateSecretName(cluster);
  if (client.get({ ...SECRET, namespace, name })) return;
  const root = client.get({ ...ROOT_CERTIFICATE, namespace });
  const certificate = labelsOf(root?.data)[CERTIFICATE_KEY];
  if (!certificate) return;
  client.create(
    {
      ...SECRET,
      metadata: {
        name,
        namespace,
        labels: {
          'app.kubernetes.io/managed-by': manager,
          'strimzi.io/cluster': cluster,
          'strimzi.io/kind': 'Kafka',
        },
        ownerReferences: [{ ...controllerReference(kafka), controller: false }],
      },
      type: 'Opaque',
      data: secretData({ [CERTIFICATE_KEY]: certificate }),
    },
    { fieldManager: manager },
  );
}
