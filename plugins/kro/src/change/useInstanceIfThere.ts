import { useApi } from '@backstage/frontend-plugin-api';
import {
  InstanceDetail,
  parseInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Live, useLive } from '../live/useLive';

/** An instance, or that the cluster has none of this ref. */
export interface InstanceIfThere {
  instance?: InstanceDetail;
}

/**
 * The instance of a change, live, if the cluster has it: it comes later than its change and may go earlier. The list is
 * asked first, because there absence is an answer; asked for the instance itself, it is an error, and the browser says so.
 */
export function useInstanceIfThere(ref: string): Live<InstanceIfThere> {
  const api = useApi(kroApiRef);
  return useLive(
    useCallback(
      async (signal: AbortSignal) => {
        const search = parseInstanceRef(ref).name;
        const { items } = await api.getInstances({ search, signal });
        return items.some(item => item.ref === ref)
          ? { instance: await api.getInstance(ref, { signal }) }
          : {};
      },
      [api, ref],
    ),
    { instances: [ref] },
  );
}
