import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, Text } from '@backstage/ui';
import { FluxObject, FluxRef } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { CodeView } from '../code/CodeView';
import { toYaml } from '../code/toYaml';
import { CommandLine } from '../copy/CommandLine';
import { Freshness } from '../frame/Freshness';
import { Problem } from '../frame/Problem';
import { useLive } from '../live/useLive';
import { Sentence } from '../state/Sentence';

const WORK = {
  GitRepository: 'Flux fetches the delivery repository into it.',
  Kustomization: 'Flux applies a directory of the delivery repository with it.',
};

/** A Flux object: what it is for, whether it gets on, its command line and its YAML. */
export function FluxDetails(props: { flux: FluxRef }) {
  const { kind, namespace, name } = props.flux;
  const api = useApi(kroApiRef);
  const live = useLive<FluxObject>(
    useCallback(
      (signal: AbortSignal) =>
        api.getFluxObject({ kind, namespace, name }, { signal }),
      [api, kind, namespace, name],
    ),
    { changes: true },
  );
  if (!live.data) {
    return live.error ? (
      <Problem
        error={live.error}
        what={`the ${kind} ${namespace}/${name}`}
        onRetry={live.refresh}
      />
    ) : (
      <Skeleton width="100%" height={320} />
    );
  }
  const { object, problem, kubectl } = live.data;
  return (
    <Flex direction="column" gap="3">
      <Freshness live={live} />
      <Text as="p">
        {WORK[kind]}{' '}
        {problem ? (
          <>
            It does not get on: <Sentence>{problem}</Sentence>
          </>
        ) : (
          'It gets on.'
        )}
      </Text>
      <CommandLine what="the command line">{kubectl}</CommandLine>
      <CodeView
        text={toYaml(object)}
        label={`YAML of ${kind} ${name}`}
        maxHeight={420}
      />
    </Flex>
  );
}
