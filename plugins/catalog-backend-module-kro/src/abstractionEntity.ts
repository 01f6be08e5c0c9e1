import { Entity } from '@backstage/catalog-model';
import {
  AbstractionDetail,
  ANNOTATION_ABSTRACTION,
} from '@mini-atlas/backstage-plugin-kro-common';
import { stringify } from 'yaml';
import { locationAnnotations } from './entityAnnotations';
import { FALLBACK_OWNER } from './instanceEntity';
import { EntityLocations } from './locations';

/** The ResourceGraphDefinition as its author wrote it: nothing that the cluster added. */
function definitionOf({ object }: AbstractionDetail): string {
  const { apiVersion, kind, metadata, spec } = object;
  const { name, annotations } = metadata;
  return stringify(
    {
      apiVersion,
      kind,
      metadata: { name, ...(annotations ? { annotations } : {}) },
      spec,
    },
    { lineWidth: 0 },
  );
}

/** The API entity of an abstraction: what the platform offers, with its definition and the way to order it. */
export function abstractionEntity(
  locations: EntityLocations,
  abstraction: AbstractionDetail,
): Entity {
  const { name, title, description, template } = abstraction;
  const order = template ? locations.template(template) : undefined;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name,
      title,
      ...(description ? { description } : {}),
      ...(order ? { links: [{ url: order, title: `Order ${title}` }] } : {}),
      annotations: {
        [ANNOTATION_ABSTRACTION]: name,
        ...locationAnnotations(locations, `abstraction/${name}`, undefined),
      },
    },
    spec: {
      type: 'abstraction',
      lifecycle: 'production',
      owner: FALLBACK_OWNER,
      definition: definitionOf(abstraction),
    },
  };
}
