/** Parameters of a path, decoded. */
export type PathParameters = Record<string, string>;

/** One address: a method, a pattern and what answers it. */
export interface Route<Handler> {
  method: string;
  pattern: RegExp;
  names: string[];
  handler: Handler;
}

/**
 * Compiles `GET /repos/:owner/:repo/contents/*path`: `:name` is one segment, `*name` the rest of the path,
 * which may be empty.
 */
export function route<Handler>(
  address: string,
  handler: Handler,
): Route<Handler> {
  const [method, path] = address.split(' ');
  const names: string[] = [];
  const source = path
    .replace(/[.]/g, '\\.')
    .replace(/\/\*(\w+)|:(\w+)/g, (_, rest?: string, one?: string) => {
      names.push(rest ?? one ?? '');
      return rest ? '(?:/(.*))?' : '([^/]+)';
    });
  return { method, pattern: new RegExp(`^${source}/?$`), names, handler };
}

/** The route that answers; `methods` names the others of that path when there is none for this method. */
export function findRoute<Handler>(
  routes: Route<Handler>[],
  method: string,
  path: string,
): { handler?: Handler; parameters: PathParameters; methods: string[] } {
  const methods: string[] = [];
  for (const candidate of routes) {
    const match = candidate.pattern.exec(path);
    const parameters = match && decoded(candidate.names, match);
    if (!parameters) continue;
    if (candidate.method === method) {
      return { handler: candidate.handler, parameters, methods };
    }
    methods.push(candidate.method);
  }
  return { parameters: {}, methods };
}

/** `undefined` when a part is not valid percent-encoding: then nothing is there. */
function decoded(
  names: string[],
  match: RegExpExecArray,
): PathParameters | undefined {
  try {
    return Object.fromEntries(
      names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]),
    );
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
