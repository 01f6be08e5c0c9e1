import {
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { askKro, BackEnd } from './askKro';

/**
 * Asks what would come of an order, and whether it may be placed.
 * Throws `ResponseError` when the back end refuses, what `fetch` throws when it cannot be reached or `signal` ended.
 */
export async function fetchPreview(
  backEnd: BackEnd,
  request: PreviewRequest,
  signal?: AbortSignal,
): Promise<Preview> {
  return askKro(backEnd, '/preview', { body: request, signal });
}
