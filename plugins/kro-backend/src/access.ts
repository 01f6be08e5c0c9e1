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
}

/** Decides with the app's permission policy. */
export function callerAccess({
  httpAuth,
  permissions,
}: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): CallerAccess {
  async function require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `you may not do this: it needs the permission ${permission.name}`,
      );
    }
  }

  return {
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
