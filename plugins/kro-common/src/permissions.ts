import { createPermission } from '@backstage/plugin-permission-common';

/** See instances, their children and events. */
export const instanceReadPermission = createPermission({
  name: 'kro.instance.read',
  attributes: { action: 'read' },
});

/** See abstractions (ResourceGraphDefinitions). */
export const abstractionReadPermission = createPermission({
  name: 'kro.abstraction.read',
  attributes: { action: 'read' },
});

/** See changes (pull requests against the delivery repository) and preview one. */
export const changeReadPermission = createPermission({
  name: 'kro.change.read',
  attributes: { action: 'read' },
});

/** Propose a change. */
export const changeCreatePermission = createPermission({
  name: 'kro.change.create',
  attributes: { action: 'create' },
});

/** Merge a change from the portal, with the portal's account at the forge. */
export const changeMergePermission = createPermission({
  name: 'kro.change.merge',
  attributes: { action: 'update' },
});

/** All permissions of the kro plugin. */
export const kroPermissions = [
  instanceReadPermission,
  abstractionReadPermission,
  changeReadPermission,
  changeCreatePermission,
  changeMergePermission,
];
