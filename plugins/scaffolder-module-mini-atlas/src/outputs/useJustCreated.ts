import { useApi } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { useEffect, useState } from 'react';

/** A task that is older than this was opened from a list or a link, not by ordering. */
const FRESH_MILLISECONDS = 60_000;

const RUNNING = ['open', 'processing'];

/**
 * Whether a task was running when its page was opened, or was made in the last minute. False until that is known, and
 * when it cannot be known.
 */
export function useJustCreated(taskId: string | undefined): boolean {
  const scaffolderApi = useApi(scaffolderApiRef);
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    let current = true;
    if (!taskId) return undefined;
    scaffolderApi.getTask(taskId).then(
      ({ status, createdAt }) => {
        const age = Date.now() - Date.parse(createdAt);
        if (current)
          setFresh(RUNNING.includes(status) || age < FRESH_MILLISECONDS);
      },
      // The page shows the task's own failure; here the link stays.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [scaffolderApi, taskId]);
  return fresh;
}
