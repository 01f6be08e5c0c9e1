import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { Fields, fields, items, text } from '../fields';

/**
 * What keeps the kubelet from starting a container: the first ConfigMap or Secret in its environment
 * that does not exist, in the kubelet's words; `undefined` when there is none. Optional ones do not count.
 */
export function missingConfig(
  client: Client,
  pod: KubernetesObject,
  container: Fields,
): string | undefined {
  const { namespace } = pod.metadata;
  const references = [
    ...items(container.envFrom).flatMap(source => [
      { kind: 'ConfigMap', reference: fields(source.configMapRef) },
      { kind: 'Secret', reference: fields(source.secretRef) },
    ]),
    ...items(container.env).flatMap(({ valueFrom }) => [
      {
        kind: 'ConfigMap',
        reference: fields(fields(valueFrom).configMapKeyRef),
      },
      { kind: 'Secret', reference: fields(fields(valueFrom).secretKeyRef) },
    ]),
  ];
  for (const { kind, reference } of references) {
    const name = text(reference.name);
    if (!name || reference.optional === true) continue;
    const source = client.get({ apiVersion: 'v1', kind, namespace, name });
    if (!source) return `${kind.toLocaleLowerCase('en')} "${name}" not found`;
    const key = text(reference.key);
    if (
      key &&
      !(key in { ...fields(source.data), ...fields(source.binaryData) })
    ) {
      return `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
    }
  }
  return undefined;
}

/** The first volume whose ConfigMap or Secret does not exist, as the kubelet's FailedMount event words it. */
export function missingVolume(
  client: Client,
  pod: KubernetesObject,
): string | undefined {
  const { namespace } = pod.metadata;
  for (const volume of items(fields(pod.spec).volumes)) {
    const sources = [
      {
        kind: 'ConfigMap',
        name: fields(volume.configMap).name,
        source: volume.configMap,
      },
      {
        kind: 'Secret',
        name: fields(volume.secret).secretName,
        source: volume.secret,
      },
    ];
    for (const { kind, name, source } of sources) {
      const optional = fields(source).optional === true;
      if (!text(name) || optional) continue;
      if (
        !client.get({ apiVersion: 'v1', kind, namespace, name: text(name) })
      ) {
        return `MountVolume.SetUp failed for volume "${
          volume.name
        }" : ${kind.toLocaleLowerCase('en')} "${text(name)}" not found`;
      }
    }
  }
  return undefined;
}
