import { Flex, Text } from '@backstage/ui';
import { AbstractionDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { GraphItem } from '../graph/graphItem';
import { NodeGraph } from '../graph/NodeGraph';
import styles from './AbstractionGraph.module.css';

type AbstractionNode = AbstractionDetail['nodes'][number];

function usesField(node: AbstractionNode, field: string): boolean {
  // A node that uses `database` uses `database.storage` with it, and the other way round.
  return node.fields.some(
    used =>
      used === field ||
      field.startsWith(`${used}.`) ||
      field.startsWith(`${used}[`) ||
      used.startsWith(`${field}.`) ||
      used.startsWith(`${field}[`),
  );
}

function toItem(node: AbstractionNode, field: string | undefined): GraphItem {
  const isRead = node.type === 'External' || node.type === 'ExternalCollection';
  return {
    id: node.id,
    kind: node.kind,
    dependencies: node.dependencies,
    note: [
      isRead && 'only read',
      node.type === 'Collection' && 'any number',
      node.includeWhen.length > 0 && 'optional',
    ]
      .filter(Boolean)
      .join(', '),
    marked: field !== undefined && usesField(node, field),
  };
}

function NodeFacts(props: { node: AbstractionNode }) {
  const { node } = props;
  return (
    <dl className={styles.facts} aria-live="polite">
      <div>
        <dt>{node.id}</dt>
        <dd>
          {node.kind} ({node.apiVersion})
        </dd>
      </div>
      <div>
        <dt>Fields that go here</dt>
        <dd>
          {node.fields.length > 0 ? (
            node.fields.map(path => <code key={path}>{path}</code>)
          ) : (
            <>none</>
          )}
        </dd>
      </div>
      {node.includeWhen.length > 0 && (
        <div>
          <dt>Wanted when</dt>
          <dd>
            {node.includeWhen.map(text => (
              <code key={text}>{text}</code>
            ))}
          </dd>
        </div>
      )}
      {node.readyWhen.length > 0 && (
        <div>
          <dt>Ready when</dt>
          <dd>
            {node.readyWhen.map(text => (
              <code key={text}>{text}</code>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What an abstraction makes, in which order, and where each field goes. */
export function AbstractionGraph(props: {
  abstraction: AbstractionDetail;
  /** The chosen field: the nodes that use it are marked. */
  field?: string;
  selected?: string;
  onSelect: (id: string) => void;
}) {
  const { abstraction, field, selected, onSelect } = props;
  const node = abstraction.nodes.find(({ id }) => id === selected);
  const marked = field
    ? abstraction.nodes.filter(other => usesField(other, field))
    : [];
  return (
    <Flex direction="column" gap="3">
      {field && (
        <Text as="p" variant="body-small" aria-live="polite">
          {marked.length > 0
            ? `${field} goes into ${marked.map(({ id }) => id).join(', ')}.`
            : `No node uses ${field}.`}
        </Text>
      )}
      <NodeGraph
        items={abstraction.nodes.map(other => toItem(other, field))}
        selected={selected}
        onSelect={onSelect}
        label={`Graph of ${abstraction.title}`}
      />
      {node ? (
        <NodeFacts node={node} />
      ) : (
        <Text as="p" variant="body-small" color="secondary">
          Choose a node to see which fields go into it, or a field above to see
          where it goes.
        </Text>
      )}
    </Flex>
  );
}
