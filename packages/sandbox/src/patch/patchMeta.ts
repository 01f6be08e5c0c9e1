import { OpenApiSchema } from '@mini-atlas/kro';
import { fieldOf, textOf } from '../schema/keywords';

/** How a field is patched: the schema of its value or items, its strategy and merge key. */
export interface PatchMeta {
  schema: OpenApiSchema | undefined;
  isReplaced: boolean;
  isMerged: boolean;
  mergeKey: string | undefined;
}

/** Reads `x-kubernetes-patch-strategy` and `x-kubernetes-patch-merge-key` of a field. */
export function patchMeta(
  schema: OpenApiSchema | undefined,
  field: string,
): PatchMeta {
  const own = schema && fieldOf(schema, field);
  const strategies =
    (own && textOf(own, 'x-kubernetes-patch-strategy'))?.split(',') ?? [];
  return {
    schema: own?.items ?? own,
    isReplaced: strategies.includes('replace'),
    isMerged: strategies.includes('merge'),
    mergeKey: own && textOf(own, 'x-kubernetes-patch-merge-key'),
  };
}
