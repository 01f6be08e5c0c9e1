import { stringifyEntityRef } from '@backstage/catalog-model';
import { appTreeApiRef, useApiHolder } from '@backstage/frontend-plugin-api';
import { useAsyncEntity } from '@backstage/plugin-catalog-react';
import { useEntityPath } from './EntityLink';

/** What Backstage's Kubernetes plugin looks for on an entity; without one of them it has no tab there. */
const ANNOTATIONS = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
];

const EXTENSION = 'entity-content:kubernetes/kubernetes';
const USUAL_PATH = '/kubernetes';

/** Where an app has the tab: the path of its extension, or the usual one in the classic frontend system. */
function useTabPath(): string | undefined {
  const api = useApiHolder().get(appTreeApiRef);
  if (!api) return USUAL_PATH;
  const node = api.getTree().tree.nodes.get(EXTENSION);
  if (!node?.instance) return undefined;
  const { path } = Object(node.spec.config);
  return typeof path === 'string' ? path : USUAL_PATH;
}

/**
 * The address of the tab with pods and logs of the entity whose page this is; undefined where there is none: no entity,
 * nothing of it runs, or the app has no Kubernetes plugin.
 */
export function useKubernetesTab(): string | undefined {
  const { entity } = useAsyncEntity();
  const tabPath = useTabPath();
  const pathOf = useEntityPath();
  const annotations = entity?.metadata.annotations ?? {};
  const hasTab = ANNOTATIONS.some(name => annotations[name]);
  return entity && hasTab && tabPath
    ? `${pathOf(stringifyEntityRef(entity))}${tabPath}`
    : undefined;
}
