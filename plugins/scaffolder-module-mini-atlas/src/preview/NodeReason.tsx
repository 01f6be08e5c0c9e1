import { Text } from '@backstage/ui';
import { PreviewNode } from './levels';
import styles from './PreviewField.module.css';
import { Words } from './Words';

const FATES: Partial<Record<PreviewNode['outcome'], string>> = {
  skipped: 'which is skipped',
  unknown: 'and whether that is made is known after apply',
  error: 'which can never be made',
};

/** Why a child is not made, or why nobody knows: in words, and the abstraction's expression on demand. */
export function NodeReason(props: {
  node: PreviewNode;
  others: PreviewNode[];
}) {
  const { node, others } = props;
  if (!node.reason) return null;
  const needed = others.find(({ id }) => id === node.with);
  return (
    <>
      <Text as="p" variant="body-x-small" color="secondary">
        {needed ? (
          `Needs ${needed.kind} (${needed.id}), ${FATES[node.outcome]}`
        ) : (
          <Words>{sentenceOf(node.reason, node.outcome)}</Words>
        )}
      </Text>
      {node.condition && <Condition condition={node.condition} />}
    </>
  );
}

function sentenceOf(reason: string, outcome: PreviewNode['outcome']): string {
  return outcome === 'skipped'
    ? `Because ${reason}`
    : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
}

function Condition(props: {
  condition: NonNullable<PreviewNode['condition']>;
}) {
  const { expression, values } = props.condition;
  return (
    <details className={styles.condition}>
      <summary>
        <Text variant="body-x-small" color="secondary">
          Expression
        </Text>
      </summary>
      <Text as="p" variant="body-x-small" color="secondary">
        It is wanted when <code>{expression}</code>
        {values.map(({ reference, value }) => (
          <span key={reference}>
            {'; '}
            <code>{reference}</code> is{' '}
            {value === undefined ? 'not set' : JSON.stringify(value)}
          </span>
        ))}
      </Text>
    </details>
  );
}
