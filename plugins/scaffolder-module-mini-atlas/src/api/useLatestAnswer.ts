import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { BackEnd } from './askKro';
import { failureSentence } from './failureSentence';

const DEBOUNCE_MILLISECONDS = 150;

/** What is known of something that changes as one types. */
export interface LatestAnswer<TAnswer> {
  /** The newest answer there is; stays while a newer one is under way. */
  answer?: TAnswer;
  /** Why there is none for what is typed now, and what to do. */
  failure?: string;
  /** True until the answer is to what is typed now. */
  updating: boolean;
}

/**
 * Asks again 150 ms after the request last changed; nothing while there is none. A request that a change made obsolete
 * is aborted. `ask` must be the same function all the time.
 */
export function useLatestAnswer<TRequest, TAnswer>(
  request: TRequest | undefined,
  ask: (
    backEnd: BackEnd,
    request: TRequest,
    signal: AbortSignal,
  ) => Promise<TAnswer>,
): LatestAnswer<TAnswer> {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [state, setState] = useState<LatestAnswer<TAnswer>>({ updating: true });
  // The request is made anew with every rendering: its text says whether it changed.
  const key = request === undefined ? undefined : JSON.stringify(request);

  useEffect(() => {
    if (key === undefined) {
      setState({ updating: false });
      return undefined;
    }
    const current: TRequest = JSON.parse(key);
    setState(({ answer, failure }) => ({ answer, failure, updating: true }));
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const next = await answerState(() =>
        ask({ discoveryApi, fetchApi }, current, controller.signal),
      );
      if (!controller.signal.aborted) setState(next);
    }, DEBOUNCE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, ask, discoveryApi, fetchApi]);

  return state;
}

async function answerState<TAnswer>(
  asking: () => Promise<TAnswer>,
): Promise<LatestAnswer<TAnswer>> {
  try {
    return { answer: await asking(), updating: false };
  } catch (error) {
    return { failure: failureSentence(error), updating: false };
  }
}
