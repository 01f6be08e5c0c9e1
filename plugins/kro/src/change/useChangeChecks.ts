import { useApi } from '@backstage/frontend-plugin-api';
import { ChangeChecks } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Live, useLive } from '../live/useLive';

/** What is said of a change that is not open any more. */
const NOTHING: ChangeChecks = {
  headCommit: '',
  checks: [],
  childChanges: [],
  statuses: [],
};

/** The checks of a change, live for as long as it is open. */
export function useChangeChecks(
  number: number,
  isOpen: boolean,
): Live<ChangeChecks> {
  const api = useApi(kroApiRef);
  return useLive(
    useCallback(
      async (signal: AbortSignal) =>
        isOpen ? api.getChangeChecks(number, { signal }) : NOTHING,
      [api, number, isOpen],
    ),
    { changes: true },
  );
}
