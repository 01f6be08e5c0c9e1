import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import {
  AbstractionSummary,
  Child,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { EntityLocations } from './locations';

const KUBERNETES_SELECTOR = 'backstage.io/kubernetes-label-selector';
const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';

type Labels = Record<string, unknown>;

/**
 * Where an entity is said to come from, and the page of its file. There is no address to edit it: a forge's editor
 * writes to the branch, and a change is a pull request.
 */
export function locationAnnotations(
  locations: EntityLocations,
  name: string,
  path: string | undefined,
): Record<string, string> {
  const file = path ? locations.file(path) : undefined;
  const location = file ? `url:${file}` : `kro:${name}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    ...(file ? { [ANNOTATION_VIEW_URL]: file } : {}),
  };
}

/** Labels that a workload and its pods share: only by those does the Kubernetes tab find both. */
function sharedLabels(workload: unknown): Labels | undefined {
  const { metadata, spec } = Object(workload);
  const own: Labels = Object(Object(metadata).labels);
  const pods: Labels = Object(
    Object(Object(Object(spec).template).metadata).labels,
  );
  const shared = Object.entries(pods).filter(
    ([label, value]) => own[label] === value,
  );
  return shared.length > 0 ? Object.fromEntries(shared) : undefined;
}

function workloadLabels(
  cluster: KroCluster,
  { ref, childList }: InstanceDetail,
): Labels | undefined {
  for (const child of childList.filter(isWorkload)) {
    const shared = sharedLabels(cluster.child(ref, child.key)?.object);
    if (shared) return shared;
  }
  return undefined;
}

function isWorkload({ apiVersion, hidden }: Child): boolean {
  return !hidden && apiVersion === 'apps/v1';
}

/** The selector that the abstraction's author wrote, for one instance. */
function writtenSelector(
  { kubernetesSelector }: AbstractionSummary,
  { name, namespace }: InstanceDetail,
): string | undefined {
  return kubernetesSelector
    ?.replaceAll('{name}', name)
    .replaceAll('{namespace}', namespace ?? '');
}

function foundSelector(
  cluster: KroCluster,
  instance: InstanceDetail,
): string | undefined {
  const labels = workloadLabels(cluster, instance);
  return (
    labels &&
    Object.entries(labels)
      .map(([label, value]) => `${label}=${value}`)
      .join(',')
  );
}

/**
 * What the Kubernetes tab looks for: what the abstraction's annotation says, else the labels that a workload shares
 * with its pods. KRO labels its children, not their pods. Where nothing runs there is nothing to look for, and no tab.
 */
export function kubernetesAnnotations(
  cluster: KroCluster,
  abstraction: AbstractionSummary,
  instance: InstanceDetail,
): Record<string, string> {
  const { namespace } = instance;
  const selector =
    writtenSelector(abstraction, instance) ?? foundSelector(cluster, instance);
  if (!selector) return {};
  return {
    [KUBERNETES_SELECTOR]: selector,
    ...(namespace ? { [KUBERNETES_NAMESPACE]: namespace } : {}),
  };
}
