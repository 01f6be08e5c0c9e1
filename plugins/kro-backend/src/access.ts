import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Request } from 'express';

/** Asks whether a caller may do something. The cache reads with the portal's account, so this comes first, always. */
export interface CallerAccess {
  /**
   * Lets a request pass, and says who it is from.
   *
   * @throws AuthenticationError for a caller that is nobody, NotAllowedError for one that may not.
   */
  admit(
    request: Request,
    permission: BasicPermission,
  ): Promise<BackstageCredentials>;
  /** As `admit`, for credentials that are known already. */
  require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void>;
  /** Whether `require` would let them pass. */
  allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean>;
}

/** Decides with the app's permission policy. */
export function callerAccess({
  httpAuth,
  permissions,
}: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): CallerAccess {
  async function allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  async function require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    if (!(await allows(credentials, permission))) {
      throw new NotAllowedError(
        `you may not do this: it needs the permission ${permission.name}`,
      );
    }
  }

  return {
    allows,
    require,
    async admit(request, permission) {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      await require(credentials, permission);
      return credentials;
    },
  };
}
