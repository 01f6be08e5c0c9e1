import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';

/** How the browser reaches the portal's back end. */
export interface BackEnd {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/**
 * Asks what would come of an order, and whether it may be placed.
 * Throws `ResponseError` when the back end refuses, what `fetch` throws when it cannot be reached or `signal` ended.
 */
export async function fetchPreview(
  { discoveryApi, fetchApi }: BackEnd,
  request: PreviewRequest,
  signal?: AbortSignal,
): Promise<Preview> {
  const response = await fetchApi.fetch(
    `${await discoveryApi.getBaseUrl('kro')}/preview`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    },
  );
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json();
}
