import { ClusterAnswer, ClusterApi } from '../../cluster/clusterApi';
import { ClusterObject, objectPaths } from '../../cluster/objectPaths';
import { undocumented } from '../../cluster/undocumented';
import { eventually } from '../eventually';

const APPLY = 'application/apply-patch+yaml';
const MANAGER = 'fieldManager=kustomize-controller&force=true';

/** A cluster that is asked what it would say to an object. */
export interface StrictCluster {
  /** Applies for real. @throws Error with what the API server says */
  lay(object: ClusterObject): Promise<void>;
  /** Waits until custom resource definitions are served and documented. */
  served(definitions: ClusterObject[]): Promise<void>;
  /**
   * Applies as Flux does, but only for show and with every field validated; an object may be sent in the place of another.
   */
  ask(object: ClusterObject, body?: unknown): Promise<ClusterAnswer>;
}

/** Asks the API server behind a connection. */
export function strictCluster(api: ClusterApi): StrictCluster {
  const { pathOf, forget } = objectPaths(api);
  const send = async (object: ClusterObject, query: string, body: unknown) =>
    api.call('PATCH', `${await pathOf(object)}?${MANAGER}${query}`, {
      type: APPLY,
      text: JSON.stringify(body),
    });
  return {
    async lay(object) {
      const { status, text } = await send(object, '', object);
      if (status >= 300) {
        throw new Error(`${object.kind} ${object.metadata.name}: ${text}`);
      }
    },
    async served(definitions) {
      forget();
      const names = definitions.map(({ metadata }) => metadata.name);
      await eventually(async () =>
        expect(await undocumented(api, names)).toEqual([]),
      );
    },
    ask: (object, body = object) =>
      send(object, '&dryRun=All&fieldValidation=Strict', body),
  };
}
