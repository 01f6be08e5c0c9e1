import { Text } from '@backstage/ui';

/** What is wrong with the value of a field, below it; a screen reader hears it as it comes. */
export function FieldProblem(props: { id: string; problem?: string }) {
  const { id, problem } = props;
  return (
    <div role="status">
      {problem && (
        <Text
          as="p"
          id={id}
          variant="body-small"
          color="danger"
          style={{ margin: 'var(--bui-space-1) 0 0' }}
        >
          {problem}
        </Text>
      )}
    </div>
  );
}
