import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';

/** How the browser reaches the portal's back end. */
export interface BackEnd {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/** What goes with a question: a body, and how to give it up. */
export interface AskOptions {
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks a route of the kro plugin, as `askPlugin`. */
export function askKro<TAnswer>(
  backEnd: BackEnd,
  path: string,
  options?: AskOptions,
): Promise<TAnswer> {
  return askPlugin(backEnd, 'kro', path, options);
}

/**
 * Asks a route of a plugin: GET, or POST where there is a body. The answer is what the route promises.
 * Throws `ResponseError` when the back end refuses, what `fetch` throws when it cannot be reached or `signal` ended.
 */
export async function askPlugin<TAnswer>(
  { discoveryApi, fetchApi }: BackEnd,
  plugin: string,
  path: string,
  options: AskOptions = {},
): Promise<TAnswer> {
  const { body, signal } = options;
  const response = await fetchApi.fetch(
    `${await discoveryApi.getBaseUrl(plugin)}${path}`,
    {
      signal,
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          }),
    },
  );
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json();
}
