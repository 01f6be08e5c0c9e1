import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { requestTarget } from '../requestTarget';
import { Answer, refusalAnswer, send } from './answer';
import { Authenticator } from './authenticate';
import { requireAllowed } from './authorize';
import { Backend } from './backend';
import { impersonate, impersonationOf } from './impersonate';
import { handlePath } from './pathHandler';
import { ApiRequest } from './request';
import { handleResource } from './resourceHandler';
import { attributesOf, routeOf } from './route';
import { StatusError } from './status';

const LARGEST_BODY_BYTES = 3 * 1024 * 1024;

/** The stages of a request one after another: read, authenticate, route, impersonate, authorize, answer. */
export function requestHandler(
  backend: Backend,
  authenticate: Authenticator,
  log: (line: string) => void,
) {
  return async (
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    backend.metrics.observe(incoming, response);
    const warnings: string[] = [];
    response.setHeader('Audit-Id', randomUUID());
    let answer: Answer;
    try {
      const request = await readRequest(incoming, authenticate, warning => {
        if (!warnings.includes(warning)) warnings.push(warning);
      });
      answer = answerRequest(backend, request, incoming);
    } catch (error) {
      answer = refusalAnswer(asStatusError(error, incoming, log));
    }
    send(response, answer, warnings);
  };
}

function answerRequest(
  backend: Backend,
  authenticated: ApiRequest,
  { headers, headersDistinct }: IncomingMessage,
): Answer {
  const { method, path, query } = authenticated;
  const wanted = impersonationOf(headersDistinct);
  const route = routeOf(method, path, query);
  const attributes = attributesOf(route);
  const user = wanted
    ? impersonate(backend.store, authenticated.user, wanted, attributes)
    : authenticated.user;
  requireAllowed(backend.store, user, attributes);
  const request = { ...authenticated, user };
  return route.kind === 'resource'
    ? handleResource(backend, request, route)
    : handlePath(backend, request, route, headers.host ?? '');
}

async function readRequest(
  incoming: IncomingMessage,
  authenticate: Authenticator,
  warn: (message: string) => void,
): Promise<ApiRequest> {
  const { accept, authorization } = incoming.headers;
  const user = authenticate(authorization);
  return {
    method: incoming.method ?? 'GET',
    ...requestTarget(incoming.url),
    accept,
    contentType: incoming.headers['content-type'],
    userAgent: incoming.headers['user-agent'] || 'unknown',
    body: await readBody(incoming),
    user,
    warn,
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${LARGEST_BODY_BYTES}`,
        {},
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is not a refusal is a defect: it is logged, and answered 500. */
function asStatusError(
  error: unknown,
  { method, url }: IncomingMessage,
  log: (line: string) => void,
): StatusError {
  if (error instanceof StatusError) return error;
  const message = error instanceof Error ? error.message : String(error);
  log(
    `${method} ${url}: ${
      error instanceof Error ? error.stack ?? message : message
    }`,
  );
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    { causes: [{ message }] },
  );
}
