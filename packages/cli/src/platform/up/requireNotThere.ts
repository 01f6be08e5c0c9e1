import { ClusterObject, refOf } from '../cluster/clusterObject';
import { PlatformError } from '../platformError';
import { manifestsIn } from '../tree/manifest';
import { brings, clusterOf, UpContext } from './upContext';

const APPLIED_BY = 'kustomize.toolkit.fluxcd.io/name';
const SHOWN = 3;

/**
 * Sees to it that a cluster does not have yet what a part would bring: with definitions that were there before, `down`
 * would take away everything of their kinds.
 *
 * @throws PlatformError ClusterForeign naming the parts
 */
export async function requireNotThere(context: UpContext): Promise<void> {
  const cluster = clusterOf(context);
  const { objects } = context.book.record;
  const foreign = new Map<string, string[]>();
  for (const { name } of context.parts) {
    if (!brings(context, name)) continue;
    const definitions = manifestsIn(context.tree, `core/${name}`).filter(
      ({ kind }) => kind === 'CustomResourceDefinition',
    );
    for (const definition of definitions) {
      const ref = refOf(definition);
      const isNoted = objects.some(
        one => one.kind === ref.kind && one.name === ref.name,
      );
      const found = isNoted ? undefined : await cluster.read(ref);
      if (!found || isDelivered(found, name)) continue;
      foreign.set(name, [...(foreign.get(name) ?? []), ref.name]);
    }
  }
  if (foreign.size > 0) throw isThere([...foreign]);
}

function isDelivered({ metadata }: ClusterObject, part: string): boolean {
  return metadata.labels?.[APPLIED_BY] === part;
}

function isThere(foreign: [part: string, names: string[]][]): PlatformError {
  const parts = foreign.map(([part]) => part).join(',');
  return new PlatformError(
    'ClusterForeign',
    `The cluster has already what ${parts} would bring.`,
    {
      details: foreign.map(
        ([part, names]) =>
          `${part}: ${names.slice(0, SHOWN).join(', ')}${
            names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
          }`,
      ),
      next: `Say that it is there: --existing ${parts} (with those that you have named already). Nothing was changed.`,
    },
  );
}
