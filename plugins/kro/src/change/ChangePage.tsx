import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { ChangeDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { kroApiRef } from '../api/kroApi';
import { Freshness } from '../frame/Freshness';
import { Nothing } from '../frame/Nothing';
import { Problem } from '../frame/Problem';
import { useLive } from '../live/useLive';
import { ChangeView } from './ChangeView';

function ChangeByNumber(props: { number: number }) {
  const { number } = props;
  const api = useApi(kroApiRef);
  const live = useLive<ChangeDetail>(
    useCallback(
      (signal: AbortSignal) => api.getChange(number, { signal }),
      [api, number],
    ),
    // Its last stages depend on the instance, which it may not name before it exists.
    { changes: true, instances: 'all' },
  );
  if (live.data) {
    return (
      <Flex direction="column" gap="4">
        <Freshness live={live} />
        <ChangeView change={live.data} onAnswer={live.refresh} />
      </Flex>
    );
  }
  return live.error ? (
    <Problem
      error={live.error}
      what={`the change ${number}`}
      onRetry={live.refresh}
    />
  ) : (
    <Flex direction="column" gap="4" aria-busy="true">
      <VisuallyHidden role="status">Loading the change</VisuallyHidden>
      <Skeleton width="60%" height={64} />
      <Skeleton width="100%" height={190} />
      <Skeleton width="100%" height={240} />
      <Skeleton width="100%" height={240} />
    </Flex>
  );
}

/** One change, by the number in the address. */
export function ChangePage() {
  const { number = '' } = useParams();
  return /^[1-9]\d{0,8}$/.test(number) ? (
    <ChangeByNumber key={number} number={Number(number)} />
  ) : (
    <Nothing title={`“${number}” is not the number of a change`}>
      Changes are numbered as their pull requests are, e.g. 12.
    </Nothing>
  );
}
