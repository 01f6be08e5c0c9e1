import { KubernetesObject, OwnerReference } from '@mini-atlas/kro';
import { fields, labelsOf } from '../fields';

/** A pod from a workload's pod template, not yet named. */
export function podFromTemplate(
  template: unknown,
  namespace: string | undefined,
  owner: OwnerReference,
): KubernetesObject {
  const { metadata, spec } = fields(template);
  const { labels, annotations, finalizers } = fields(metadata);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      labels: labelsOf(labels),
      ...(annotations ? { annotations: labelsOf(annotations) } : {}),
      ...(Array.isArray(finalizers)
        ? { finalizers: finalizers.map(String) }
        : {}),
      ownerReferences: [owner],
    },
    spec: structuredClone(fields(spec)),
  };
}
