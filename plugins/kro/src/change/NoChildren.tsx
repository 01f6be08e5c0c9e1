import { Text } from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { isOver } from './stageWords';

/** Stands where the children would, as long as there is no instance. */
export function NoChildren(props: { change: ChangeSummary }) {
  return (
    <Text as="p" color="secondary">
      {sentenceOf(props.change)}
    </Text>
  );
}

function sentenceOf(change: ChangeSummary): string {
  if (change.action === 'remove') {
    return change.state === 'merged'
      ? 'It is gone, with all its children.'
      : 'It is not in the cluster: only its file goes.';
  }
  if (isOver(change)) return 'It was removed since.';
  return change.action === 'edit'
    ? 'It is not in the cluster now. Its children appear here as soon as it is.'
    : 'It is not in the cluster yet. Its children appear here as soon as the change is applied.';
}
