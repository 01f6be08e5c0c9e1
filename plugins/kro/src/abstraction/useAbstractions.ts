import { useApi } from '@backstage/frontend-plugin-api';
import { AbstractionList } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Live, useLive } from '../live/useLive';

/** All abstractions, live. */
export function useAbstractions(): Live<AbstractionList> {
  const api = useApi(kroApiRef);
  return useLive(
    useCallback(
      (signal: AbortSignal) => api.getAbstractions({ signal }),
      [api],
    ),
    { abstractions: 'all' },
  );
}
