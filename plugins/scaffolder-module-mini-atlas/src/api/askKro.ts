import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';

/** How the browser reaches the portal's back end. */
export interface BackEnd {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/**
 * Asks a route of the kro plugin: GET, or POST where there is a body. The answer is what the route promises.
 * Throws `ResponseError` when the back end refuses, what `fetch` throws when it cannot be reached or `signal` ended.
 */
export async function askKro<TAnswer>(
  { discoveryApi, fetchApi }: BackEnd,
  path: string,
  options: { body?: unknown; signal?: AbortSignal } = {},
): Promise<TAnswer> {
  const { body, signal } = options;
  const response = await fetchApi.fetch(
    `${await discoveryApi.getBaseUrl('kro')}${path}`,
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
