import './styles.css';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import kroPlugin, { kroApiRef } from '../src';
import { entities } from './entities';
import { FIXTURE_MOODS, fixtureKroApi } from './FixtureKroApi';

/** `?mood=…` in the address of the first page chooses how the fixture backend behaves. */
const mood = FIXTURE_MOODS.find(
  name => name === new URLSearchParams(window.location.search).get('mood'),
);

const createPageRef = createRouteRef();

/** Stands in for the scaffolder, so that there is somewhere to order. */
const scaffolder = createFrontendPlugin({
  pluginId: 'scaffolder',
  routes: {
    selectedTemplate: createSubRouteRef({
      parent: createPageRef,
      path: '/templates/:namespace/:templateName',
    }),
  },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/create',
        title: 'Create',
        routeRef: createPageRef,
        loader: async () => <p>The order form would be here.</p>,
      },
    }),
  ],
});

const guest = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/guest',
    ownershipEntityRefs: ['user:default/guest', 'group:default/payments'],
  }),
  getProfileInfo: async () => ({ displayName: 'Guest' }),
  getCredentials: async () => ({}),
  signOut: async () => {},
};

const fixtures = [
  createFrontendModule({
    pluginId: 'app',
    extensions: [
      SignInPageBlueprint.make({
        params: {
          loader: async () => props => {
            const { onSignInSuccess } = props;
            useEffect(() => onSignInSuccess(guest), [onSignInSuccess]);
            return null;
          },
        },
      }),
    ],
  }),
  createFrontendModule({
    pluginId: 'kro',
    extensions: [
      ApiBlueprint.make({
        params: define =>
          define({
            api: kroApiRef,
            deps: {},
            factory: () => fixtureKroApi(mood),
          }),
      }),
    ],
  }),
  createFrontendModule({
    pluginId: 'catalog',
    extensions: [
      ApiBlueprint.make({
        params: define =>
          define({
            api: catalogApiRef,
            deps: {},
            factory: () => catalogApiMock({ entities }),
          }),
      }),
    ],
  }),
];

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    createApp({
      features: [catalogPlugin, scaffolder, kroPlugin, ...fixtures],
    }).createRoot(),
  );
}
