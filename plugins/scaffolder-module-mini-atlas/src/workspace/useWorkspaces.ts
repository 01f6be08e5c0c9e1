import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';
import { Workspace, fetchWorkspaces } from './workspaces';

/** The workspaces that one may choose: nothing yet, all of them, or why they could not be read; `load` asks again. */
export function useWorkspaces() {
  const catalogApi = useApi(catalogApiRef);
  const [result, setResult] = useState<{
    workspaces?: Workspace[];
    error?: Error;
  }>({});
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    fetchWorkspaces(catalogApi).then(
      workspaces => current && setResult({ workspaces }),
      error => current && setResult({ error }),
    );
    return () => {
      current = false;
    };
  }, [catalogApi, attempt]);
  const load = useCallback(() => {
    setResult({});
    setAttempt(count => count + 1);
  }, []);
  return { ...result, load };
}
