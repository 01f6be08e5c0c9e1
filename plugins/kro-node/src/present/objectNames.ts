import { KubernetesObject } from '@mini-atlas/kro';
import { parseApiVersion } from '../types/crdTypes';

/** Unique within an instance: `nodeId/kind.group/namespace/name`. */
export function childKeyOf(nodeId: string, object: KubernetesObject): string {
  const { group } = parseApiVersion(object.apiVersion);
  const { namespace = '', name = '' } = object.metadata;
  const type = group ? `${object.kind}.${group}` : object.kind;
  return `${nodeId}/${type}/${namespace}/${name}`;
}

/** The command line that shows an object. */
export function kubectlOf(object: KubernetesObject): string {
  const { group } = parseApiVersion(object.apiVersion);
  const { namespace, name = '' } = object.metadata;
  const type = object.kind.toLowerCase() + (group ? `.${group}` : '');
  return `kubectl get ${type} ${name}${
    namespace ? ` -n ${namespace}` : ''
  } -o yaml`;
}
