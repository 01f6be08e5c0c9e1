import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** Who is signed in, as far as ownership goes. */
export interface Me {
  /** Entity refs that own for this person: the user and the groups. Lower case. */
  owns: (entityRef: string | undefined) => boolean;
}

/** Who is signed in; undefined while that is found out. Where it cannot be found out, nobody owns anything. */
export function useMe(): Me | undefined {
  const identityApi = useApi(identityApiRef);
  const [me, setMe] = useState<Me>();
  useEffect(() => {
    let isCurrent = true;
    const set = (refs: string[]) => {
      const owners = new Set(refs.map(ref => ref.toLowerCase()));
      if (isCurrent) {
        setMe({
          owns: ref => ref !== undefined && owners.has(ref.toLowerCase()),
        });
      }
    };
    identityApi.getBackstageIdentity().then(
      ({ ownershipEntityRefs, userEntityRef }) =>
        set([...ownershipEntityRefs, userEntityRef]),
      () => set([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [identityApi]);
  return me;
}
