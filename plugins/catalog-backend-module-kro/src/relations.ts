import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { EntityRelations } from './instanceEntity';

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}

function offersSecret(instance: InstanceDetail, texts: Set<string>): boolean {
  return instance.outputs.some(
    ({ type, value }) => type === 'secret' && texts.has(String(value)),
  );
}

/**
 * What an instance is part of and needs. It needs every instance of its namespace that offers a Secret whose name
 * stands in its spec: that is how one binds to the other.
 */
export function relationsOf(
  instance: InstanceDetail,
  neighbours: InstanceDetail[],
  workspace: { entityRef: string } | undefined,
): EntityRelations {
  const texts = new Set(textsIn(instance.spec));
  const isSystem = workspace?.entityRef.startsWith('system:') ?? false;
  return {
    ...(workspace && isSystem ? { system: workspace.entityRef } : {}),
    dependsOn: neighbours
      .filter(
        other =>
          other.ref !== instance.ref &&
          other.namespace !== undefined &&
          other.namespace === instance.namespace &&
          offersSecret(other, texts),
      )
      .map(other => other.entityRef)
      .sort(),
  };
}
