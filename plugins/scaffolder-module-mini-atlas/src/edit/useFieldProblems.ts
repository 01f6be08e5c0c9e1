import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Check, EditRequest } from '@mini-atlas/backstage-plugin-kro-common';
import { useEffect, useRef, useState } from 'react';
import { fetchEditPreview } from './fetchEdit';

/**
 * What is refused of the fields, looked up with `check` as one leaves a field and forgotten with `forget` as one types.
 * When it cannot be looked up the preview beside the form says why.
 */
export function useFieldProblems(request: EditRequest) {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [problems, setProblems] = useState<Check[]>([]);
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const forget = () => {
    running.current?.abort();
    setProblems([]);
  };
  const check = () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    fetchEditPreview(
      { discoveryApi, fetchApi },
      request,
      controller.signal,
    ).then(
      ({ checks }) => {
        if (controller.signal.aborted) return;
        setProblems(checks.filter(({ outcome }) => outcome === 'refused'));
      },
      // The preview asks the same question, and says what became of it.
      () => undefined,
    );
  };
  return { problems, check, forget };
}
