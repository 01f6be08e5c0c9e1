import { jsonSyntaxFault } from './json/syntaxFault';
import { badRequest } from './refusals';

/** Where a paged list goes on. */
export interface Continuation {
  /** The revision of the first page; -1 for whatever is current. */
  revision: number;
  /** The first key of the next page. */
  start: string;
}

const VERSION = 'meta.k8s.io/v1';

/** Kubernetes' own form of the token: base64url JSON without padding. */
export function encodeContinue({ revision, start }: Continuation): string {
  return Buffer.from(
    JSON.stringify({ v: VERSION, rv: revision, start }),
  ).toString('base64url');
}

/**
 * Reads a token.
 * @throws StatusError 400 when it is none
 */
export function decodeContinue(token: string): Continuation {
  const bytes = Buffer.from(token, 'base64url');
  let value: { v?: unknown; rv?: unknown; start?: unknown };
  try {
    value = JSON.parse(bytes.toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badRequest(
      `invalid continue token: continue key is not valid: ${jsonSyntaxFault(
        bytes.toString('latin1'),
      )}`,
    );
  }
  if (value?.v !== VERSION) {
    throw badRequest(
      `invalid continue token: continue key is not valid: server does not recognize this encoded version ${JSON.stringify(
        value?.v ?? '',
      )}`,
    );
  }
  if (typeof value.rv !== 'number' || value.rv === 0) {
    throw badRequest(
      'invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    );
  }
  if (typeof value.start !== 'string' || value.start === '') {
    throw badRequest(
      'invalid continue token: continue key is not valid: encoded start key empty (version meta.k8s.io/v1)',
    );
  }
  return { revision: value.rv, start: value.start.replace(/^\//, '') };
}
