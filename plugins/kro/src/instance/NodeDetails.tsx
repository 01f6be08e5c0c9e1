import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import {
  GraphNodeView,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Section } from '../frame/Section';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { ChildDetails } from './ChildDetails';
import { Expressions } from './Expressions';
import { NodeLinkList } from './NodeLink';

const TYPE_WORDS: Record<GraphNodeView['type'], string> = {
  Resource: 'One object',
  Collection: 'Any number of objects',
  External: 'An object that is only read',
  ExternalCollection: 'Objects that are only read',
};

/** Why it is wanted or not was said in words; the expressions are for those who wrote them. */
function IncludeWhen(props: { outcomes: GraphNodeView['includeWhen'] }) {
  if (props.outcomes.length === 0) return null;
  return (
    <Accordion>
      <AccordionTrigger title="It is wanted when" />
      <AccordionPanel>
        <Expressions outcomes={props.outcomes} />
      </AccordionPanel>
    </Accordion>
  );
}

/** Everything about the selected node of the graph: how it is and why, its expressions, its objects. */
export function NodeDetails(props: {
  instance: InstanceDetail;
  node: GraphNodeView;
}) {
  const { instance, node } = props;
  const children = instance.childList.filter(child =>
    node.children.includes(child.key),
  );
  return (
    <Section
      title={node.kind}
      hint={`${node.id} · ${TYPE_WORDS[node.type]} · ${node.apiVersion}`}
    >
      <Flex direction="column" gap="4">
        {children.length !== 1 && (
          <Flex align="center" gap="2">
            <StateBadge state={node.health.state} />
            <Text as="p">
              <HealthSentence health={node.health} />
            </Text>
          </Flex>
        )}
        {node.waitingFor.length > 0 && (
          <Text as="p">
            Waits for <NodeLinkList ids={node.waitingFor} />.
          </Text>
        )}
        {node.skippedWith && (
          <Text as="p">
            Needs <NodeLinkList ids={[node.skippedWith]} />, which is skipped.
          </Text>
        )}
        {children.map(child => (
          <ChildDetails key={child.key} instance={instance} child={child} />
        ))}
        <Expressions title="It is ready when" outcomes={node.readyWhen} />
        <IncludeWhen outcomes={node.includeWhen} />
        {node.dependencies.length > 0 && (
          <Text as="p" variant="body-small" color="secondary">
            Uses values of{' '}
            <NodeLinkList ids={node.dependencies} variant="body-small" />.
          </Text>
        )}
      </Flex>
    </Section>
  );
}
