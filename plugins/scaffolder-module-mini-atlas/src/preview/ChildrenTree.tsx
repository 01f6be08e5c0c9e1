import { Badge, Flex, Text } from '@backstage/ui';
import { levels, PreviewNode } from './levels';
import { NodeReason } from './NodeReason';
import styles from './PreviewField.module.css';

const OUTCOME: Record<PreviewNode['outcome'], string | undefined> = {
  create: undefined,
  skipped: 'Skipped',
  unknown: 'Known after apply',
  external: 'Is there already',
  error: 'Cannot be made',
};

/** Everything the platform will make, grouped by what needs what. */
export function ChildrenTree(props: { nodes: PreviewNode[] }) {
  return (
    <ol className={styles.levels}>
      {levels(props.nodes).map((group, index) => (
        <li key={index}>
          <Text variant="body-x-small" color="secondary">
            {index === 0 ? 'First' : 'Then'}
          </Text>
          <ul className={styles.nodes}>
            {group.map(node => (
              <Node key={node.id} node={node} others={props.nodes} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Node(props: { node: PreviewNode; others: PreviewNode[] }) {
  const { node, others } = props;
  const objects = node.objects.length > 0 ? node.objects : [undefined];
  return (
    <>
      {objects.map((planned, index) => (
        <li key={index} data-outcome={node.outcome} className={styles.node}>
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            <Text weight="bold" variant="body-small">
              {node.kind}
            </Text>
            <Text variant="body-small" className={styles.name}>
              {nameOf(planned, node)}
            </Text>
            {OUTCOME[node.outcome] && (
              <Badge size="small">{OUTCOME[node.outcome]}</Badge>
            )}
          </Flex>
          <NodeReason node={node} others={others} />
          <Unknown fields={planned?.unknown ?? []} />
        </li>
      ))}
    </>
  );
}

function Unknown(props: { fields: { path: string; expression: string }[] }) {
  const { fields } = props;
  if (fields.length === 0) return null;
  return (
    <Text as="p" variant="body-x-small" color="secondary">
      Known after apply:{' '}
      {fields.map(({ path, expression }, index) => (
        <span key={path}>
          {index > 0 && ', '}
          <code title={`from ${expression}`}>{path}</code>
        </span>
      ))}
    </Text>
  );
}

function nameOf(
  planned: PreviewNode['objects'][number] | undefined,
  node: PreviewNode,
): string {
  const { name, namespace } = planned?.object.metadata ?? {};
  if (!name) return node.id;
  return namespace ? `${namespace}/${name}` : name;
}
