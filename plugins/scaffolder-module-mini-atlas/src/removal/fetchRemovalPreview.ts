import { RemovalPreview } from '@mini-atlas/backstage-plugin-kro-common';
import { askKro, BackEnd } from '../api/askKro';

/** What will be gone when an instance is removed, and what stands against it. Throws as `askKro`. */
export function fetchRemovalPreview(
  backEnd: BackEnd,
  instance: string,
  signal?: AbortSignal,
): Promise<RemovalPreview> {
  const query = new URLSearchParams({ ref: instance });
  return askKro(backEnd, `/preview/removal?${query}`, { signal });
}
