/*
 * A program: the catalog of as many entities as `BENCH_ENTITIES` says, which come from nowhere and say little. What it
 * takes to store them is Backstage's own work.
 */
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
} from '@backstage/plugin-catalog-node';
import { ANNOTATION_INSTANCE } from '@mini-atlas/backstage-plugin-kro-common';
import { benchBackend } from './backend';

const NAME = 'plain';

function entity(index: number) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `app-${index}`,
      annotations: {
        [ANNOTATION_INSTANCE]: `none:none.none/none/app-${index}`,
        'backstage.io/managed-by-location': 'plain:none',
        'backstage.io/managed-by-origin-location': 'plain:none',
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/platform',
    },
  };
}

const provider: EntityProvider = {
  getProviderName: () => NAME,
  connect: connection =>
    connection.applyMutation({
      type: 'full',
      entities: Array.from(
        { length: Number(process.env.BENCH_ENTITIES) },
        (_, index) => ({ locationKey: NAME, entity: entity(index) }),
      ),
    }),
};

const plain = createBackendModule({
  pluginId: 'catalog',
  moduleId: NAME,
  register(env) {
    env.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider(provider);
      },
    });
  },
});

const backend = benchBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(plain);
backend.start();
