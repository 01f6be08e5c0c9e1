import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ABSTRACTION,
  ANNOTATION_INSTANCE,
} from '@mini-atlas/backstage-plugin-kro-common';

/** True for entities that stand for a KRO instance (annotation `mini-atlas.dev/instance`). */
export function isKroInstance(entity: Entity): boolean {
  return Boolean(entity.metadata.annotations?.[ANNOTATION_INSTANCE]);
}

/** True for entities that stand for an abstraction (annotation `mini-atlas.dev/abstraction`, no instance). */
export function isKroAbstraction(entity: Entity): boolean {
  return (
    Boolean(entity.metadata.annotations?.[ANNOTATION_ABSTRACTION]) &&
    !isKroInstance(entity)
  );
}
