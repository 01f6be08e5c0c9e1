import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  ButtonLink,
  Flex,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { AbstractionDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useRouteRef } from '@backstage/core-plugin-api';
import { RiArrowRightLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { CodeView } from '../code/CodeView';
import { toYaml } from '../code/toYaml';
import { CommandLine } from '../copy/CommandLine';
import { Section } from '../frame/Section';
import { useTemplatePath } from '../links/useTemplatePath';
import { rootRouteRef } from '../routes';
import { ConditionList } from '../state/ConditionList';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { AbstractionGraph } from './AbstractionGraph';
import { AbstractionInstances } from './AbstractionInstances';
import styles from './AbstractionView.module.css';
import { exampleManifest } from './exampleManifest';
import { FieldsTable } from './FieldsTable';
import { kindIcon } from './kindIcon';

function Head(props: { abstraction: AbstractionDetail }) {
  const { abstraction } = props;
  const Icon = kindIcon(abstraction);
  const templatePath = useTemplatePath();
  const toFleet = useRouteRef(rootRouteRef);
  const order =
    abstraction.selfService && abstraction.template
      ? templatePath(abstraction.template)
      : undefined;
  const fleet = new URLSearchParams({ abstraction: abstraction.name });
  return (
    <header className={styles.head}>
      <span className={styles.icon}>
        <Icon size={28} aria-hidden />
      </span>
      <div className={styles.about}>
        <Text as="h2" variant={{ initial: 'title-small', sm: 'title-medium' }}>
          {abstraction.title}
        </Text>
        <Text as="p">{abstraction.description}</Text>
        <Flex align="center" gap="2" className={styles.state}>
          <StateBadge state={abstraction.health.state} />
          {abstraction.health.state !== 'ready' && (
            <Text as="p" variant="body-small">
              <HealthSentence health={abstraction.health} />
            </Text>
          )}
          <Text as="p" variant="body-small" color="secondary">
            {abstraction.kind} · {abstraction.apiVersion} ·{' '}
            {abstraction.scope === 'Cluster'
              ? 'stands on its own'
              : 'lives in a workspace'}{' '}
            · becomes a {abstraction.catalogKind} in the catalog
          </Text>
        </Flex>
      </div>
      <Flex gap="2">
        <ButtonLink
          href={`${toFleet()}?${fleet}`}
          size="small"
          variant="secondary"
        >
          {`${abstraction.instances || 'None'} in the fleet`}
        </ButtonLink>
        {order && (
          <ButtonLink
            href={order}
            size="small"
            variant="primary"
            iconEnd={<RiArrowRightLine />}
          >
            Order
          </ButtonLink>
        )}
      </Flex>
    </header>
  );
}

function Examples(props: { abstraction: AbstractionDetail }) {
  const { abstraction } = props;
  const { least, everything } = useMemo(
    () => ({
      least: exampleManifest(abstraction, 'least'),
      everything: exampleManifest(abstraction, 'everything'),
    }),
    [abstraction],
  );
  return (
    <Tabs>
      <TabList aria-label="Examples">
        <Tab id="least">The least</Tab>
        <Tab id="everything">All defaults</Tab>
      </TabList>
      <TabPanel id="least">
        <CodeView text={least} label="The shortest manifest" />
      </TabPanel>
      <TabPanel id="everything">
        <CodeView text={everything} label="A manifest with all defaults" />
      </TabPanel>
    </Tabs>
  );
}

/** An abstraction in full: what for, fields, graph, examples, instances; for platform engineers the definition. */
export function AbstractionView(props: { abstraction: AbstractionDetail }) {
  const { abstraction } = props;
  const [field, setField] = useState<string>();
  const [node, setNode] = useState<string>();
  const kubectl = `kubectl get resourcegraphdefinition ${abstraction.name} -o yaml`;
  return (
    <Flex direction="column" gap="4">
      <Head abstraction={abstraction} />
      <div className={styles.columns}>
        <div className={styles.wide}>
          <Section
            title="Fields"
            hint="Choose one to see in the graph where it goes."
          >
            <FieldsTable
              fields={abstraction.fields}
              selected={field}
              onSelect={setField}
            />
          </Section>
          <Section
            title="What it makes"
            hint="Arrows point to what uses the values."
          >
            <AbstractionGraph
              abstraction={abstraction}
              field={field}
              selected={node}
              onSelect={setNode}
            />
          </Section>
        </div>
        <div className={styles.side}>
          <Section
            title="Examples"
            hint={
              abstraction.deliveryPath && `Goes to ${abstraction.deliveryPath}`
            }
          >
            <Examples abstraction={abstraction} />
          </Section>
          <Section title="Instances">
            <AbstractionInstances name={abstraction.name} />
          </Section>
          <Section title="Conditions">
            <ConditionList conditions={abstraction.conditions} />
          </Section>
        </div>
      </div>
      <Accordion>
        <AccordionTrigger title="ResourceGraphDefinition" />
        <AccordionPanel>
          <Flex direction="column" gap="2">
            <CommandLine what="the command line">{kubectl}</CommandLine>
            <CodeView
              text={toYaml(abstraction.object)}
              label={`YAML of the ResourceGraphDefinition ${abstraction.name}`}
            />
          </Flex>
        </AccordionPanel>
      </Accordion>
    </Flex>
  );
}
