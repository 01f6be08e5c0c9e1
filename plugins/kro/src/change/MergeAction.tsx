import { Button, VisuallyHidden } from '@backstage/ui';
import {
  ChangeChecks,
  ChangeDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { RiGitMergeLine } from '@remixicon/react';
import { useState } from 'react';
import { MergeDialog } from './MergeDialog';
import { useMerge } from './useMerge';

/** Merges the change here, where its reader may; asks once more before. */
export function MergeAction(props: {
  change: ChangeDetail;
  checks?: ChangeChecks;
  /** The change may be another by now. */
  onAnswer: () => void;
}) {
  const { change, checks, onAnswer } = props;
  const merging = useMerge(change.number, onAnswer);
  const [seen, setSeen] = useState<string>();
  const isMerged = merging.state === 'merged';
  const isHere = change.merge.allowed || seen !== undefined;
  return (
    <>
      <VisuallyHidden role="status">
        {merging.state === 'pending' && 'Merging'}
        {isMerged && 'Merged. Its stages go on by themselves.'}
      </VisuallyHidden>
      {change.state === 'open' && isHere && !isMerged && (
        <Button
          variant="primary"
          iconStart={<RiGitMergeLine />}
          onPress={() => setSeen(change.headCommit)}
        >
          Merge
        </Button>
      )}
      {seen !== undefined && !isMerged && change.state === 'open' && (
        <MergeDialog
          change={change}
          checks={checks}
          headCommit={seen}
          merging={merging}
          isOpen
          onOpenChange={() => {
            setSeen(undefined);
            merging.reset();
          }}
        />
      )}
    </>
  );
}
