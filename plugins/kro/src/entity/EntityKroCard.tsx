import { useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Flex, Skeleton, Text } from '@backstage/ui';
import {
  ANNOTATION_INSTANCE,
  Output,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Freshness } from '../frame/Freshness';
import { Problem } from '../frame/Problem';
import { Section } from '../frame/Section';
import { OutputList } from '../instance/Outputs';
import { useInstance } from '../instance/useInstance';
import { EntityLink } from '../links/EntityLink';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { MissingAnnotation } from './MissingAnnotation';

/** The outputs that an application uses; all of them where there is none such. */
function foremost(outputs: Output[]): Output[] {
  const useful = outputs.filter(({ type }) => type !== 'value');
  return useful.length > 0 ? useful : outputs;
}

function Body(props: { instanceRef: string }) {
  const live = useInstance(props.instanceRef);
  const instance = live.data;
  if (!instance) {
    return live.error ? (
      <Problem error={live.error} what="the instance" onRetry={live.refresh} />
    ) : (
      <Flex direction="column" gap="2" aria-busy="true">
        <Skeleton width="70%" height={22} />
        <Skeleton width="100%" height={36} />
        <Skeleton width="100%" height={36} />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="3">
      <Freshness live={live} cluster={instance.cluster} />
      <Flex align="start" gap="2">
        <StateBadge state={instance.health.state} />
        <Text as="p">
          <HealthSentence health={instance.health} />
        </Text>
      </Flex>
      <Text as="p" variant="body-small" color="secondary">
        {instance.children.ready} of {instance.children.total} children ready
      </Text>
      <OutputList outputs={foremost(instance.outputs)} />
    </Flex>
  );
}

/** The overview card of an entity that stands for a KRO instance: its state, its outputs, the way to the rest. */
export function EntityKroCard() {
  const { entity } = useEntity();
  const ref = entity.metadata.annotations?.[ANNOTATION_INSTANCE];
  if (!ref) {
    return <MissingAnnotation annotation={ANNOTATION_INSTANCE} />;
  }
  return (
    <Section
      title="Platform"
      actions={
        <EntityLink
          entityRef={stringifyEntityRef(entity)}
          tab="kro"
          variant="body-small"
        >
          Graph and details
        </EntityLink>
      }
    >
      <Body key={ref} instanceRef={ref} />
    </Section>
  );
}
