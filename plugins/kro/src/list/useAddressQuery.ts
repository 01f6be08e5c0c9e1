import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Paging } from './paging';

/**
 * What a list shows, kept in the address. Changing anything but the page goes back to the first page. The function that
 * changes it stays the same for as long as the list is shown.
 *
 * @param read - reads the query from the address; must always be the same function
 * @param write - writes it for the address
 */
export function useAddressQuery<TQuery extends Paging>(
  read: (params: URLSearchParams) => TQuery,
  write: (query: TQuery) => URLSearchParams,
): [TQuery, (change: Partial<TQuery>) => void] {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => read(params), [read, params]);
  const latest = useRef({ query, setParams, write });
  latest.current = { query, setParams, write };
  const change = useCallback(
    (part: Partial<TQuery>) =>
      latest.current.setParams(
        latest.current.write({ ...latest.current.query, page: 1, ...part }),
        { replace: true },
      ),
    [],
  );
  return [query, change];
}
