import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
} from '@backstage/ui';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { CodeView } from '../code/CodeView';
import { toYaml } from '../code/toYaml';
import { CommandLine } from '../copy/CommandLine';
import { Section } from '../frame/Section';
import { NodeGraph } from '../graph/NodeGraph';
import { ConditionList } from '../state/ConditionList';
import { STATE_ORDER } from '../state/states';
import { Causes } from './Causes';
import { ChildrenTable } from './ChildrenTable';
import { EventList } from './EventList';
import { graphItems } from './graphItems';
import { InstanceHeader } from './InstanceHeader';
import styles from './InstanceView.module.css';
import { NodeDetails } from './NodeDetails';
import { Outputs } from './Outputs';
import { SourceFacts } from './SourceFacts';

/** The node whose details are shown before anybody chose one: what needs attention most. */
function firstNode(instance: InstanceDetail): string | undefined {
  const cause = instance.causes.find(step => step.child)?.child;
  const blamed = instance.nodes.find(
    node => cause && node.children.includes(cause),
  );
  const worst = [...instance.nodes].sort(
    (a, b) =>
      STATE_ORDER.indexOf(a.health.state) - STATE_ORDER.indexOf(b.health.state),
  )[0];
  return (blamed ?? worst)?.id;
}

/** The chosen node, kept in the address. What is chosen by itself stays chosen while states change. */
function useSelectedNode(
  instance: InstanceDetail,
): [string | undefined, (id: string) => void] {
  const [params, setParams] = useSearchParams();
  const initial = useRef(firstNode(instance));
  const wanted = params.get('node') ?? initial.current;
  const exists = instance.nodes.some(node => node.id === wanted);
  const select = (id: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        after.set('node', id);
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  return [exists ? wanted : instance.nodes[0]?.id, select];
}

/** An instance in full: state, causes, graph with details, children, outputs, origin, events, conditions, YAML. */
export function InstanceView(props: { instance: InstanceDetail }) {
  const { instance } = props;
  const [selected, select] = useSelectedNode(instance);
  const items = useMemo(() => graphItems(instance), [instance]);
  const node = instance.nodes.find(({ id }) => id === selected);
  const selectChild = (key: string) => {
    const owner = instance.nodes.find(({ children }) => children.includes(key));
    if (owner) {
      select(owner.id);
    }
  };
  return (
    <Flex direction="column" gap="4">
      <InstanceHeader instance={instance} />
      <Causes causes={instance.causes} onSelect={selectChild} />
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
            <Outputs name={instance.name} outputs={instance.outputs} />
          </Section>
        </div>
        <div className={styles.side}>
          {node && (
            <NodeDetails
              key={node.id}
              instance={instance}
              node={node}
              className={styles.second}
            />
          )}
          <Section title="Where it comes from" className={styles.fourth}>
            <SourceFacts instanceRef={instance.ref} source={instance.source} />
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
        <AccordionTrigger title={`YAML of ${instance.kind} ${instance.name}`} />
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
  );
}
