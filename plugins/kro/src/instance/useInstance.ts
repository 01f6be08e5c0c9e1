import { useApi } from '@backstage/frontend-plugin-api';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Live, useLive } from '../live/useLive';

/** One instance, live. */
export function useInstance(ref: string): Live<InstanceDetail> {
  const api = useApi(kroApiRef);
  return useLive(
    useCallback(
      (signal: AbortSignal) => api.getInstance(ref, { signal }),
      [api, ref],
    ),
    { instances: [ref] },
  );
}
