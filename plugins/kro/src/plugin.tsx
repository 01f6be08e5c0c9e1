import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  ANNOTATION_ABSTRACTION,
  ANNOTATION_INSTANCE,
} from '@mini-atlas/backstage-plugin-kro-common';
import { RiHome4Line, RiNodeTree, RiShipLine } from '@remixicon/react';
import { kroApiRef } from './api/kroApi';
import { KroClient } from './api/KroClient';
import {
  abstractionRouteRef,
  abstractionsRouteRef,
  changeRouteRef,
  changesRouteRef,
  homeRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

const IS_INSTANCE = {
  [`metadata.annotations.${ANNOTATION_INSTANCE}`]: { $exists: true },
};

const IS_ABSTRACTION = {
  [`metadata.annotations.${ANNOTATION_ABSTRACTION}`]: { $exists: true },
  [`metadata.annotations.${ANNOTATION_INSTANCE}`]: { $exists: false },
};

const api = ApiBlueprint.make({
  params: define =>
    define({
      api: kroApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => KroClient.create(apis),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/kro',
    title: 'Fleet',
    icon: <RiShipLine />,
    routeRef: rootRouteRef,
    // The page has a header of its own, with tabs; it is the same in both frontend systems.
    noHeader: true,
    loader: () => import('./frame/KroPage').then(m => <m.KroPage />),
  },
});

const home = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    title: 'Home',
    icon: <RiHome4Line />,
    routeRef: homeRouteRef,
    noHeader: true,
    loader: () => import('./home/HomePage').then(m => <m.HomePage />),
  },
});

const instanceContent = EntityContentBlueprint.make({
  params: {
    path: 'kro',
    title: 'Platform',
    group: 'deployment',
    icon: <RiNodeTree />,
    filter: IS_INSTANCE,
    loader: () =>
      import('./entity/EntityKroContent').then(m => <m.EntityKroContent />),
  },
});

const abstractionContent = EntityContentBlueprint.make({
  name: 'abstraction',
  params: {
    path: 'abstraction',
    title: 'Platform',
    group: 'overview',
    icon: <RiNodeTree />,
    filter: IS_ABSTRACTION,
    loader: () =>
      import('./entity/EntityAbstractionContent').then(m => (
        <m.EntityAbstractionContent />
      )),
  },
});

const instanceCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: IS_INSTANCE,
    loader: () =>
      import('./entity/EntityKroCard').then(m => <m.EntityKroCard />),
  },
});

/** The kro plugin for the new frontend system. */
export default createFrontendPlugin({
  pluginId: 'kro',
  title: 'Fleet',
  icon: <RiShipLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    home: homeRouteRef,
    abstractions: abstractionsRouteRef,
    abstraction: abstractionRouteRef,
    changes: changesRouteRef,
    change: changeRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    api,
    page,
    home,
    instanceContent,
    abstractionContent,
    instanceCard,
  ],
});
