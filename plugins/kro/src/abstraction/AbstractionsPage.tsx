import { Flex } from '@backstage/ui';
import { Freshness } from '../frame/Freshness';
import { Nothing } from '../frame/Nothing';
import { Problem } from '../frame/Problem';
import { AbstractionGrid } from './AbstractionGrid';
import { useAbstractions } from './useAbstractions';

/** All abstractions that one may see. */
export function AbstractionsPage() {
  const live = useAbstractions();
  if (!live.data && live.error) {
    return (
      <Problem
        error={live.error}
        what="the abstractions"
        onRetry={live.refresh}
      />
    );
  }
  return (
    <Flex direction="column" gap="4">
      <Freshness live={live} cluster={live.data?.cluster} />
      {live.data?.items.length === 0 ? (
        <Nothing title="There is no abstraction yet">
          Add a ResourceGraphDefinition to the repository that Flux applies; it
          appears here as soon as KRO serves it.
        </Nothing>
      ) : (
        <AbstractionGrid items={live.data?.items} withFacts />
      )}
    </Flex>
  );
}
