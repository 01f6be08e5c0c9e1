import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { kroApiRef } from './api/kroApi';
import { KroClient } from './api/KroClient';
import {
  abstractionRouteRef,
  abstractionsRouteRef,
  changeRouteRef,
  changesRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

/** The kro plugin for apps on the classic frontend system. */
export const kroPlugin = createPlugin({
  id: 'kro',
  apis: [
    createApiFactory({
      api: kroApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => KroClient.create(apis),
    }),
  ],
  routes: {
    root: rootRouteRef,
    abstractions: abstractionsRouteRef,
    abstraction: abstractionRouteRef,
    changes: changesRouteRef,
    change: changeRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
});

/** Fleet, abstractions and changes: a page for `<Route path="/kro">`. */
export const KroFleetPage = kroPlugin.provide(
  createRoutableExtension({
    name: 'KroFleetPage',
    component: () => import('./frame/KroPage').then(m => m.KroPage),
    mountPoint: rootRouteRef,
  }),
);

/** The home page: what can be ordered, what waits for merge, what needs attention. */
export const KroHomePage = kroPlugin.provide(
  createComponentExtension({
    name: 'KroHomePage',
    component: { lazy: () => import('./home/HomePage').then(m => m.HomePage) },
  }),
);

/** The tab of an entity that stands for a KRO instance: for `<EntityLayout.Route path="/kro">`. */
export const EntityKroContent = kroPlugin.provide(
  createComponentExtension({
    name: 'EntityKroContent',
    component: {
      lazy: () =>
        import('./entity/EntityKroContent').then(m => m.EntityKroContent),
    },
  }),
);

/** The tab of an entity that stands for an abstraction. */
export const EntityKroAbstractionContent = kroPlugin.provide(
  createComponentExtension({
    name: 'EntityKroAbstractionContent',
    component: {
      lazy: () =>
        import('./entity/EntityAbstractionContent').then(
          m => m.EntityAbstractionContent,
        ),
    },
  }),
);

/** The overview card of an entity that stands for a KRO instance. */
export const EntityKroCard = kroPlugin.provide(
  createComponentExtension({
    name: 'EntityKroCard',
    component: {
      lazy: () => import('./entity/EntityKroCard').then(m => m.EntityKroCard),
    },
  }),
);
