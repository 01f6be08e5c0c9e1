import { useApi } from '@backstage/frontend-plugin-api';
import { RemovalPreview } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Live, useLive } from '../live/useLive';

/** What a removal takes away, live: the same before, while and after it goes. */
export function useRemoval(ref: string): Live<RemovalPreview> {
  const api = useApi(kroApiRef);
  return useLive(
    useCallback(
      (signal: AbortSignal) => api.getRemoval(ref, { signal }),
      [api, ref],
    ),
    { instances: [ref] },
  );
}
