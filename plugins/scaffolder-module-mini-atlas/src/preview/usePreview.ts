import {
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { fetchPreview } from '../api/fetchPreview';
import { useLatestAnswer } from '../api/useLatestAnswer';

/** What is known of an order that changes as one types. */
export interface PreviewState {
  /** The newest preview there is; stays while a newer one is under way. */
  preview?: Preview;
  /** Why there is none for what is typed now, and what to do. */
  failure?: string;
  /** True until the preview shows what is typed now. */
  updating: boolean;
}

/** The preview of an order, asked for again while one types. */
export function usePreview(order: PreviewRequest): PreviewState {
  const { answer, ...state } = useLatestAnswer(order, fetchPreview);
  return { ...state, ...(answer ? { preview: answer } : {}) };
}
