import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
} from '@backstage/ui';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useMemo } from 'react';
import { CodeView } from '../code/CodeView';
import { toYaml } from '../code/toYaml';
import { CommandLine } from '../copy/CommandLine';
import { Section } from '../frame/Section';
import { NodeGraph } from '../graph/NodeGraph';
import { ConditionList } from '../state/ConditionList';
import { Causes } from './Causes';
import { ChildrenTable } from './ChildrenTable';
import { EventList } from './EventList';
import { graphItems } from './graphItems';
import { InstanceHeader } from './InstanceHeader';
import styles from './InstanceView.module.css';
import { NodeDetails } from './NodeDetails';
import { NodeLinks, NodeLinksContext } from './NodeLink';
import { Outputs } from './Outputs';
import { SourceFacts } from './SourceFacts';
import { useBroughtIntoView } from './useBroughtIntoView';
import { useSelectedNode } from './useSelectedNode';

/** An instance in full: state, causes, graph with details, children, outputs, origin, events, conditions, YAML. */
export function InstanceView(props: { instance: InstanceDetail }) {
  const { instance } = props;
  const { selected, select, hrefOf } = useSelectedNode(instance);
  const details = useBroughtIntoView();
  const items = useMemo(() => graphItems(instance), [instance]);
  const node = instance.nodes.find(({ id }) => id === selected);
  const links: NodeLinks = {
    hrefOf: id =>
      instance.nodes.some(other => other.id === id) ? hrefOf(id) : undefined,
    nodeOf: key =>
      instance.nodes.find(({ children }) => children.includes(key))?.id,
    onFollow: details.bring,
  };
  return (
    <NodeLinksContext.Provider value={links}>
      <Flex direction="column" gap="4">
        <InstanceHeader instance={instance} />
        <Causes causes={instance.causes} />
        <div className={styles.columns}>
          <div className={styles.wide}>
            <Section
              title="Graph"
              hint="Arrows point to what uses the values."
              className={styles.first}
            >
              <NodeGraph
                items={items}
                selected={selected}
                onSelect={select}
                label={`Graph of ${instance.name}`}
              />
            </Section>
            <Section title="Children" className={styles.third}>
              <ChildrenTable
                items={instance.childList}
                selectedNode={selected}
                onSelect={select}
              />
            </Section>
            <Section title="Outputs" className={styles.third}>
              <Outputs
                name={instance.name}
                outputs={instance.outputs}
                usage={instance.usage}
              />
            </Section>
          </div>
          <div className={styles.side}>
            {node && (
              <div ref={details.ref} tabIndex={-1} className={styles.second}>
                <NodeDetails key={node.id} instance={instance} node={node} />
              </div>
            )}
            <Section title="Where it comes from" className={styles.fourth}>
              <SourceFacts
                instanceRef={instance.ref}
                source={instance.source}
              />
            </Section>
            <Section title="Events" className={styles.fourth}>
              <EventList events={instance.events} label="Events" />
            </Section>
            <Section title="Conditions" className={styles.fourth}>
              <ConditionList conditions={instance.conditions} />
            </Section>
          </div>
        </div>
        <Accordion>
          <AccordionTrigger
            title={`YAML of ${instance.kind} ${instance.name}`}
          />
          <AccordionPanel>
            <Flex direction="column" gap="2">
              <CommandLine what="the command line">
                {instance.kubectl}
              </CommandLine>
              <CodeView
                text={toYaml(instance.object)}
                label={`YAML of ${instance.kind} ${instance.name}`}
              />
            </Flex>
          </AccordionPanel>
        </Accordion>
      </Flex>
    </NodeLinksContext.Provider>
  );
}
