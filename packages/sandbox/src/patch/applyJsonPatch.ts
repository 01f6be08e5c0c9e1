import { goValue } from '../openapi';
import { jsonEqual } from '../schema/jsonEqual';
import { isRecord } from '../schema/keywords';
import { PatchError, unprocessable } from './patchError';

const maxOperations = 10_000;
const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

interface JsonPatchOperation {
  op: string;
  path: string;
  from?: string;
  value: unknown;
}

function decodeOperation(entry: unknown): JsonPatchOperation {
  if (!isRecord(entry)) {
    throw new PatchError(
      400,
      `error decoding patch: json: cannot unmarshal ${goValue(
        entry,
      )} into Go value of type handlers.jsonPatchOp`,
    );
  }
  const { op, path, from, value } = entry;
  if (typeof op !== 'string' || !operations.includes(op)) {
    throw unprocessable(
      `Unexpected kind: ${String(op)}; op must be one of ${operations.join(
        ', ',
      )}`,
    );
  }
  if (typeof path !== 'string') {
    throw unprocessable(`${op} operation has no path; give a JSON pointer`);
  }
  const needsFrom = op === 'move' || op === 'copy';
  if (needsFrom && typeof from !== 'string') {
    throw unprocessable(
      `${op} operation on "${path}" has no from; give a JSON pointer`,
    );
  }
  return { op, path, value, from: typeof from === 'string' ? from : undefined };
}

function decode(patch: unknown): JsonPatchOperation[] {
  if (!Array.isArray(patch)) {
    throw new PatchError(
      400,
      `error decoding patch: json: cannot unmarshal ${goValue(
        patch,
      )} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  if (patch.length > maxOperations) {
    throw new PatchError(
      413,
      `The allowed maximum operations in a JSON patch is ${maxOperations}, got ${patch.length}`,
    );
  }
  return patch.map(decodeOperation);
}

function pointer(path: string): string[] {
  if (path === '') {
    return [];
  }
  if (!path.startsWith('/')) {
    throw unprocessable(`path "${path}" is no JSON pointer; begin it with "/"`);
  }
  return path
    .slice(1)
    .split('/')
    .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function missing(path: string): PatchError {
  return unprocessable(`there is no value at "${path}"`);
}

/** The index a token means; `-` is the end, negative numbers count from there. */
function indexOf(
  token: string,
  length: number,
  last: number,
  path: string,
): number {
  const index = token === '-' ? length : Number(token);
  const wanted = index < 0 ? index + length : index;
  const isIndex = token === '-' || /^-?(0|[1-9]\d*)$/.test(token);
  if (!isIndex || wanted < 0 || wanted > last) {
    throw missing(path);
  }
  return wanted;
}

function child(container: unknown, token: string, path: string): unknown {
  if (Array.isArray(container)) {
    return container[
      indexOf(token, container.length, container.length - 1, path)
    ];
  }
  if (isRecord(container) && Object.hasOwn(container, token)) {
    return container[token];
  }
  throw missing(path);
}

function read(document: unknown, path: string): unknown {
  return pointer(path).reduce(
    (container: unknown, token) => child(container, token, path),
    document,
  );
}

/** Changes the container a path points into by `edit`, and answers the document. */
function edit(
  document: unknown,
  path: string,
  inList: (list: unknown[], token: string) => void,
  inObject: (object: Record<string, unknown>, token: string) => void,
): unknown {
  const tokens = pointer(path);
  const token = tokens[tokens.length - 1];
  const container = tokens
    .slice(0, -1)
    .reduce((value: unknown, step) => child(value, step, path), document);
  if (Array.isArray(container)) {
    inList(container, token);
  } else if (isRecord(container)) {
    inObject(container, token);
  } else {
    throw missing(path);
  }
  return document;
}

function add(document: unknown, path: string, value: unknown): unknown {
  if (path === '') {
    return value;
  }
  return edit(
    document,
    path,
    (list, token) =>
      list.splice(indexOf(token, list.length, list.length, path), 0, value),
    (object, token) => {
      object[token] = value;
    },
  );
}

function remove(document: unknown, path: string): unknown {
  if (path === '') {
    throw unprocessable('the whole object cannot be removed by a patch');
  }
  return edit(
    document,
    path,
    (list, token) =>
      list.splice(indexOf(token, list.length, list.length - 1, path), 1),
    (object, token) => {
      child(object, token, path);
      delete object[token];
    },
  );
}

/** Sets what is there; in an object also what is not, as the library of the API server does. */
function replace(document: unknown, path: string, value: unknown): unknown {
  if (path === '') return value;
  return edit(
    document,
    path,
    (list, token) => {
      list[indexOf(token, list.length, list.length - 1, path)] = value;
    },
    (object, token) => {
      object[token] = value;
    },
  );
}

function move(document: unknown, from: string, path: string): unknown {
  if (path.startsWith(`${from}/`)) {
    throw unprocessable(`"${from}" cannot be moved into itself, to "${path}"`);
  }
  const value = read(document, from);
  return add(remove(document, from), path, value);
}

/** The value at a path, or null where there is none: `test` takes the two for the same. */
function readOrNull(document: unknown, path: string): unknown {
  try {
    return read(document, path) ?? null;
  } catch (error) {
    if (error instanceof PatchError) {
      return null;
    }
    throw error;
  }
}

function test(document: unknown, path: string, value: unknown): unknown {
  if (!jsonEqual(readOrNull(document, path), value ?? null)) {
    throw unprocessable(`testing value "${path}" failed: test failed`);
  }
  return document;
}

function applyOperation(
  document: unknown,
  { op, path, from = '', value }: JsonPatchOperation,
): unknown {
  switch (op) {
    case 'add':
      return add(document, path, structuredClone(value));
    case 'remove':
      return remove(document, path);
    case 'replace':
      return replace(document, path, structuredClone(value));
    case 'move':
      return move(document, from, path);
    case 'copy':
      return add(document, path, structuredClone(read(document, from)));
    default:
      return test(document, path, value);
  }
}

/**
 * Applies a JSON patch (RFC 6902), all of it or none. A deep copy. Throws `PatchError`: 400 when it is no patch, 413
 * when it has more than 10 000 operations, 422 when it does not fit the object, `detail` saying why.
 */
export function applyJsonPatch<T>(object: T, patch: unknown): T {
  const patched = decode(patch).reduce<unknown>(
    applyOperation,
    structuredClone(object),
  );
  if (!isRecord(patched)) {
    throw unprocessable('the patch leaves no object');
  }
  // What the patch makes of the object is data of the same kind; the caller validates it afterwards.
  return patched as T;
}
