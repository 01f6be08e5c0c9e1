import { useApi } from '@backstage/frontend-plugin-api';
import { ChangeList } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Live, useLive } from '../live/useLive';

/** Open and recent changes, live. */
export function useChanges(): Live<ChangeList> {
  const api = useApi(kroApiRef);
  return useLive(
    useCallback((signal: AbortSignal) => api.getChanges({ signal }), [api]),
    { changes: true, instances: 'all' },
  );
}
