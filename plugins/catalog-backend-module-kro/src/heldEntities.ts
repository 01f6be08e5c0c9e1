import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_ABSTRACTION,
  ANNOTATION_INSTANCE,
} from '@mini-atlas/backstage-plugin-kro-common';
import { abstractionKey } from './entitySet';

const EXISTS = { $exists: true } as const;

/** An entity that the catalog holds, from this run or an earlier one. */
export interface HeldEntity {
  /** What it stands for, as in an EntitySet. */
  key: string;
  entityRef: string;
}

/** Asks for every entity that stands for an instance or an abstraction. */
export type ReadHeldEntities = () => Promise<HeldEntity[]>;

function keyOf({ metadata: { annotations = {} } }: Entity): string | undefined {
  const abstraction = annotations[ANNOTATION_ABSTRACTION];
  return (
    annotations[ANNOTATION_INSTANCE] ??
    (abstraction === undefined ? undefined : abstractionKey(abstraction))
  );
}

/** What an entity of the catalog stands for: nothing, when it has none of our annotations. */
export function heldEntity(entity: Entity): HeldEntity[] {
  const key = keyOf(entity);
  return key === undefined
    ? []
    : [{ key, entityRef: stringifyEntityRef(entity) }];
}

/** Asks the catalog itself, with the plugin's own account. */
export function heldEntitiesOf(
  catalog: Pick<CatalogService, 'streamEntities'>,
  auth: Pick<AuthService, 'getOwnServiceCredentials'>,
): ReadHeldEntities {
  return async () => {
    const held: HeldEntity[] = [];
    const pages = catalog.streamEntities(
      {
        query: {
          $any: [
            { [`metadata.annotations.${ANNOTATION_INSTANCE}`]: EXISTS },
            { [`metadata.annotations.${ANNOTATION_ABSTRACTION}`]: EXISTS },
          ],
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) held.push(...page.flatMap(heldEntity));
    return held;
  };
}
