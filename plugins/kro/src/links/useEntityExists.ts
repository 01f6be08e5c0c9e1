import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;

/**
 * Whether the catalog has an entity by now: it takes a moment after the object is in the cluster, and its page is an
 * error until then. Asks at growing pauses until the answer is yes; a catalog that does not answer is asked again, too.
 */
export function useEntityExists(entityRef: string): boolean {
  const catalogApi = useApi(catalogApiRef);
  const [found, setFound] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    function look(pause: number) {
      const again = () => {
        if (isOver) return;
        const next = Math.min(pause * 2, LONGEST_PAUSE_MS);
        timer = setTimeout(() => look(next), pause);
      };
      // Asked for several, the catalog says of one that is not there that it is not; asked for one, it fails.
      catalogApi
        .getEntitiesByRefs({ entityRefs: [entityRef], fields: ['kind'] })
        .then(({ items: [entity] }) => {
          if (entity) setFound(entityRef);
          else again();
        }, again);
    }
    look(FIRST_PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [catalogApi, entityRef]);
  return found === entityRef;
}
