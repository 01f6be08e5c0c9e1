import { Entity, EntityLink } from '@backstage/catalog-model';
import {
  AbstractionSummary,
  ANNOTATION_INSTANCE,
  entityNameOf,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import {
  kubernetesAnnotations,
  locationAnnotations,
} from './entityAnnotations';
import { EntityLocations } from './locations';

/** Who owns what nobody claims. */
export const FALLBACK_OWNER = 'group:default/platform';

const ENTITY_REF = /^([a-z][a-z0-9]*:)?([-a-z0-9]+\/)?[a-z0-9][-\w.]*$/i;

/** What an instance's entity says of others. */
export interface EntityRelations {
  /** Entity ref of the system it is part of. */
  system?: string;
  /** Entity refs. */
  dependsOn: string[];
}

/** The owner as the catalog accepts it; what is no entity ref must not make the whole entity invalid. */
export function ownerRef(owner: string | undefined): string {
  return owner && ENTITY_REF.test(owner) ? owner : FALLBACK_OWNER;
}

function linksOf({ outputs }: InstanceDetail): EntityLink[] {
  return outputs.flatMap(({ type, value }) =>
    type === 'url' && URL.canParse(String(value))
      ? [{ url: String(value), title: new URL(String(value)).host }]
      : [],
  );
}

function specOf(
  kind: string,
  type: string,
  owner: string,
  { system, dependsOn }: EntityRelations,
): Entity['spec'] {
  const part = system ? { system } : {};
  const needs = dependsOn.length > 0 ? { dependsOn } : {};
  switch (kind.toLowerCase()) {
    case 'system':
    case 'domain':
      return { owner, type };
    case 'resource':
      return { type, owner, ...part, ...needs };
    default:
      return { type, lifecycle: 'production', owner, ...part, ...needs };
  }
}

/** The catalog entity of an instance, as its abstraction's annotations want it. */
export function instanceEntity(
  context: { cluster: KroCluster; locations: EntityLocations },
  abstraction: AbstractionSummary,
  instance: InstanceDetail,
  relations: EntityRelations,
): Entity {
  const { ref, name, namespace, source } = instance;
  const links = linksOf(instance);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: abstraction.catalogKind,
    metadata: {
      name: entityNameOf(instance),
      namespace: namespace ?? 'default',
      title: name,
      description: abstraction.description || `${abstraction.title} ${name}`,
      ...(links.length > 0 ? { links } : {}),
      annotations: {
        [ANNOTATION_INSTANCE]: ref,
        ...kubernetesAnnotations(context.cluster, abstraction, instance),
        ...locationAnnotations(context.locations, ref, source.path),
      },
    },
    spec: specOf(
      abstraction.catalogKind,
      abstraction.catalogType,
      ownerRef(instance.owner),
      relations,
    ),
  };
}
