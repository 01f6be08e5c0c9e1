import {
  DeliveredManifest,
  EditPreview,
  EditRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { askKro, BackEnd } from '../api/askKro';

/** An instance as its file in Git says now. Throws as `askKro`. */
export function fetchDelivered(
  backEnd: BackEnd,
  instance: string,
  signal?: AbortSignal,
): Promise<DeliveredManifest> {
  const query = new URLSearchParams({ ref: instance });
  return askKro(backEnd, `/delivered?${query}`, { signal });
}

/** What would come of an edit, and whether it may be proposed. Throws as `askKro`. */
export function fetchEditPreview(
  backEnd: BackEnd,
  request: EditRequest,
  signal?: AbortSignal,
): Promise<EditPreview> {
  return askKro(backEnd, '/preview/edit', { body: request, signal });
}
