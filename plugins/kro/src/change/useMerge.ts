import { ResponseError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { kroApiRef } from '../api/kroApi';

/** How far a merge is that this page asked for. */
export interface Merge {
  state: 'idle' | 'pending' | 'merged';
  /** Why it was not merged, a sentence. */
  problem?: string;
  /** Merges the head that was seen. */
  merge: (headCommit: string) => Promise<void>;
  /** Forgets what went wrong. */
  reset: () => void;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ResponseError) return error.body.error.message;
  return error instanceof Error ? error.message : String(error);
}

/** Merges a change. `onAnswer` is told when the forge has answered, whatever it said. */
export function useMerge(number: number, onAnswer: () => void): Merge {
  const api = useApi(kroApiRef);
  const [now, setNow] = useState<Pick<Merge, 'state' | 'problem'>>({
    state: 'idle',
  });
  const merge = useCallback(
    async (headCommit: string) => {
      setNow({ state: 'pending' });
      try {
        await api.mergeChange(number, { headCommit });
        setNow({ state: 'merged' });
      } catch (error) {
        setNow({ state: 'idle', problem: sentenceOf(error) });
      }
      onAnswer();
    },
    [api, number, onAnswer],
  );
  const reset = useCallback(() => setNow({ state: 'idle' }), []);
  return { ...now, merge, reset };
}
