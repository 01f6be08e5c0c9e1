import { IncomingMessage } from 'node:http';
import { ForgeState } from '../forgeState';
import { authenticate } from '../http/authenticate';
import { readFields } from '../http/body';
import { HttpError } from '../http/httpError';
import { findRoute } from '../http/router';
import { accountRoutes } from './accountRoutes';
import { ApiAnswer } from './apiCall';
import { branchRoutes } from './branchRoutes';
import { collaboratorRoutes } from './collaboratorRoutes';
import { commentRoutes } from './commentRoutes';
import { contentRoutes } from './contentRoutes';
import { historyRoutes } from './historyRoutes';
import { hookRoutes } from './hookRoutes';
import { pullRoutes } from './pullRoutes';
import { tagRoutes } from './tagRoutes';
import { checkScopes } from './tokenScopes';

const ROUTES = [
  ...accountRoutes,
  ...branchRoutes,
  ...contentRoutes,
  ...historyRoutes,
  ...pullRoutes,
  ...commentRoutes,
  ...hookRoutes,
  ...tagRoutes,
  ...collaboratorRoutes,
];

/** Answers a request below `/api/v1`. Failures are answers too, worded as Gitea does. */
export async function answerApi(
  state: ForgeState,
  request: IncomingMessage,
  address: URL,
): Promise<ApiAnswer> {
  try {
    const caller = authenticate(request, state.accounts);
    const path = address.pathname.slice('/api/v1'.length);
    const { handler, parameters, methods } = findRoute(
      ROUTES,
      request.method ?? 'GET',
      path,
    );
    if (!handler) {
      throw methods.length > 0
        ? new HttpError(405, 'Method Not Allowed')
        : new HttpError(404, 'Not Found');
    }
    if (caller) checkScopes(caller.scopes, request.method ?? 'GET', path);
    return await handler({
      state,
      account: caller?.account,
      isBasic: caller?.isBasic ?? false,
      parameters,
      query: address.searchParams,
      address,
      fields: await readFields(request),
    });
  } catch (error) {
    return failure(state, error);
  }
}

function failure(state: ForgeState, error: unknown): ApiAnswer {
  if (error instanceof HttpError) {
    return {
      status: error.status,
      json: {
        message: error.message,
        url: `${state.url}/api/swagger`,
        ...error.more,
      },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  state.log(`forge: ${message}`);
  return {
    status: 500,
    json: { message, url: `${state.url}/api/swagger` },
  };
}
