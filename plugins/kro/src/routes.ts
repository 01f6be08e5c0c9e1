import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** Where the plugin's page is mounted; the fleet is its first view. Works in both frontend systems. */
export const rootRouteRef = createRouteRef({ id: 'kro' });

/** The home page. */
export const homeRouteRef = createRouteRef({ id: 'kro.home' });

/** The list of abstractions. */
export const abstractionsRouteRef = createSubRouteRef({
  id: 'kro.abstractions',
  parent: rootRouteRef,
  path: '/abstractions',
});

/** One abstraction, by the name of its ResourceGraphDefinition. */
export const abstractionRouteRef = createSubRouteRef({
  id: 'kro.abstraction',
  parent: rootRouteRef,
  path: '/abstractions/:name',
});

/** The list of changes. */
export const changesRouteRef = createSubRouteRef({
  id: 'kro.changes',
  parent: rootRouteRef,
  path: '/changes',
});

/** One change, by the number of its pull request. */
export const changeRouteRef = createSubRouteRef({
  id: 'kro.change',
  parent: rootRouteRef,
  path: '/changes/:number',
});

/** A software template of the scaffolder: where one orders. */
export const templateRouteRef = createExternalRouteRef({
  id: 'kro.template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
