import {
  ANNOTATION_OWNER,
  DeliveredManifest,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  deliveryTargetOf,
  effectiveSpec,
  graphOf,
  KroCluster,
  readDelivered,
} from '@mini-atlas/backstage-plugin-kro-node';
import { Changes } from './changes';

/**
 * An instance as its file in Git says now, with what a form needs to change it.
 *
 * @throws InputError when it cannot be changed from the portal, or its file is not in Git; as `Changes.readFile` else.
 */
export async function deliveredManifestOf(
  { cluster, changes }: { cluster: KroCluster; changes: Changes },
  instance: string,
): Promise<DeliveredManifest> {
  const target = deliveryTargetOf(cluster, instance);
  const graph = graphOf(cluster, target);
  const yaml = await changes.readFile(target.path);
  const { manifest } = readDelivered(target, yaml);
  const { ref, abstraction, name, namespace, path } = target;
  const detail = cluster.abstraction(abstraction.name);
  const owner = manifest.metadata.annotations?.[ANNOTATION_OWNER];
  return {
    ref,
    abstraction: abstraction.name,
    abstractionTitle: abstraction.title,
    name,
    ...(namespace ? { namespace } : {}),
    ...(owner ? { owner } : {}),
    path,
    fileUrl: changes.fileUrl(path) ?? '',
    yaml: yaml ?? '',
    spec: Object(manifest.spec),
    effective: effectiveSpec(graph, manifest),
    specSchema: detail?.specSchema ?? {},
    fields: detail?.fields ?? [],
  };
}
