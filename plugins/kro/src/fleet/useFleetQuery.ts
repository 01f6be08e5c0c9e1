import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { FleetQuery, readFleetQuery, writeFleetQuery } from './fleetQuery';

/**
 * The fleet's query, kept in the address. Changing anything but the page goes back to the first page.
 * The function that changes it stays the same for as long as the page is shown.
 */
export function useFleetQuery(): [
  FleetQuery,
  (change: Partial<FleetQuery>) => void,
] {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readFleetQuery(params), [params]);
  const latest = useRef({ query, setParams });
  latest.current = { query, setParams };
  const change = useCallback(
    (part: Partial<FleetQuery>) =>
      latest.current.setParams(
        writeFleetQuery({ ...latest.current.query, page: 1, ...part }),
        { replace: true },
      ),
    [],
  );
  return [query, change];
}
