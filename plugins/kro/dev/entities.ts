import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ABSTRACTION,
  ANNOTATION_INSTANCE,
} from '@mini-atlas/backstage-plugin-kro-common';
import { abstractions, instances } from './fixtures';

/** The catalog entities of the fixtures' instances and abstractions. */
export const entities: Entity[] = [
  ...instances.map(
    (instance): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind:
        abstractions.find(({ name }) => name === instance.abstraction)
          ?.catalogKind ?? 'Component',
      metadata: {
        name: instance.name,
        namespace: instance.namespace ?? 'default',
        annotations: { [ANNOTATION_INSTANCE]: instance.ref },
      },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: instance.owner,
      },
    }),
  ),
  ...abstractions.map(
    (abstraction): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: abstraction.name,
        title: abstraction.title,
        annotations: { [ANNOTATION_ABSTRACTION]: abstraction.name },
      },
      spec: {
        type: 'kro',
        lifecycle: 'production',
        owner: 'group:default/platform',
        definition: '{}',
      },
    }),
  ),
];
