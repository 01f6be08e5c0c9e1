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
  const text = Buffer.from(token, 'base64url').toString('latin1');
  let value: { v?: unknown; rv?: unknown; start?: unknown };
  try {
    value = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badRequest(
      `invalid continue token: continue key is not valid: invalid character ${quoted(
        text[0] ?? '',
      )} looking for beginning of value`,
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

/** A character as Go quotes it: `'a'`, `'\u0081'`. */
function quoted(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0x20 && code < 0x7f
    ? `'${character}'`
    : `'\\u${code.toString(16).padStart(4, '0')}'`;
}
