import { useApi } from '@backstage/frontend-plugin-api';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { ChangeLink } from '../links/ChangeLink';
import { Fact } from '../list/FactList';
import { useLive } from '../live/useLive';
import { Moment } from '../time/Moment';

/** The changes of an instance that matter now: what waits for merge, and what brought it to where it is. */
function changesOf(items: ChangeSummary[], instanceRef: string) {
  const own = items
    .filter(({ instance }) => instance === instanceRef)
    .sort((a, b) => b.number - a.number);
  return {
    open: own.filter(({ state }) => state === 'open'),
    last: own.find(({ state }) => state === 'merged'),
  };
}

/** The change that brought an instance to where it is, and those that wait for merge; nothing of what was never ordered here. */
export function ChangeFacts(props: { instanceRef: string }) {
  const api = useApi(kroApiRef);
  const { data } = useLive(
    useCallback((signal: AbortSignal) => api.getChanges({ signal }), [api]),
    { changes: true },
  );
  const { open, last } = changesOf(data?.items ?? [], props.instanceRef);
  return (
    <>
      {open.map(({ number, title }) => (
        <Fact key={number} label="Waiting for merge">
          <ChangeLink number={number}>{`#${number} ${title}`}</ChangeLink>
        </Fact>
      ))}
      {last && (
        <Fact label="Last change">
          <ChangeLink number={last.number}>
            {`#${last.number} ${last.title}`}
          </ChangeLink>
          {last.mergedAt && (
            <>
              , merged <Moment at={last.mergedAt} />
            </>
          )}
        </Fact>
      )}
    </>
  );
}
