import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { useEffect, useState } from 'react';
import { failureSentence } from '../api/failureSentence';
import { fetchPreview } from '../api/fetchPreview';

const DEBOUNCE_MILLISECONDS = 150;

/** What is known of an order that changes as one types. */
export interface PreviewState {
  /** The newest preview there is; stays while a newer one is under way. */
  preview?: Preview;
  /** Why there is none for what is typed now, and what to do. */
  failure?: string;
  /** True until the preview shows what is typed now. */
  updating: boolean;
}

/**
 * Asks for the preview of an order 150 ms after it last changed. A request that a change made obsolete is aborted.
 */
export function usePreview(order: PreviewRequest): PreviewState {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [state, setState] = useState<PreviewState>({ updating: true });
  // The order is made anew with every rendering: its text says whether it changed.
  const key = JSON.stringify(order);

  useEffect(() => {
    const current: PreviewRequest = JSON.parse(key);
    setState(({ preview, failure }) => ({ preview, failure, updating: true }));
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const next = await previewState(() =>
        fetchPreview({ discoveryApi, fetchApi }, current, controller.signal),
      );
      if (!controller.signal.aborted) setState(next);
    }, DEBOUNCE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, discoveryApi, fetchApi]);

  return state;
}

async function previewState(
  fetching: () => Promise<Preview>,
): Promise<PreviewState> {
  try {
    return { preview: await fetching(), updating: false };
  } catch (error) {
    return { failure: failureSentence(error), updating: false };
  }
}
