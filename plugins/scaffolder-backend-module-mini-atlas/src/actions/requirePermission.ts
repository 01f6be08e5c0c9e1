import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  changeCreatePermission,
  changeReadPermission,
} from '@mini-atlas/backstage-plugin-kro-common';

type Caller = Pick<ActionContext<JsonObject>, 'getInitiatorCredentials'>;

/** Throws `NotAllowedError` unless whoever started the task may propose changes. */
export async function requireMayChange(
  permissions: PermissionsService,
  caller: Caller,
): Promise<void> {
  await requireAllowed(permissions, caller, changeCreatePermission);
}

/** Throws `NotAllowedError` unless whoever started the task may see changes. */
export async function requireMayFollow(
  permissions: PermissionsService,
  caller: Caller,
): Promise<void> {
  await requireAllowed(permissions, caller, changeReadPermission);
}

async function requireAllowed(
  permissions: PermissionsService,
  caller: Caller,
  permission: BasicPermission,
): Promise<void> {
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials: await caller.getInitiatorCredentials(),
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not do this: the permission ${permission.name} is missing. Ask whoever runs the portal.`,
    );
  }
}
