import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useState } from 'react';

const KEY = 'loopExplained';

/** Whether the explanation of the loop is to be shown, and how to say that it was read, or is wanted again. */
export function useFirstVisit(): [boolean, (isExplained: boolean) => void] {
  const storageApi = useApi(storageApiRef);
  const bucket = useMemo(() => storageApi.forBucket('kro'), [storageApi]);
  const [isExplained, setIsExplained] = useState(
    () => bucket.snapshot<boolean>(KEY).value ?? false,
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<boolean>(KEY)
      .subscribe(({ value }) => setIsExplained(value ?? false));
    return () => subscription.unsubscribe();
  }, [bucket]);
  const set = useCallback(
    (value: boolean) => {
      setIsExplained(value);
      bucket.set(KEY, value);
    },
    [bucket],
  );
  return [!isExplained, set];
}
