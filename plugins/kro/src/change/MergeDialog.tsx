import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  ChangeChecks,
  ChangeDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { ACTION_WORDS } from './actionWords';
import { ChildChanges } from './ChildChanges';
import { shownChecks } from './checkWords';
import { Merge } from './useMerge';

/** What stands against it, if anything does: merging is still a person's decision. */
function Refusals(props: { checks: ChangeChecks }) {
  const refused = shownChecks(props.checks).filter(
    ({ verdict }) => verdict === 'refused',
  );
  return refused.length === 0 ? null : (
    <Alert
      status="warning"
      icon
      title="Checks refuse it: the cluster will probably refuse it, too"
      description={refused
        .map(({ title, message }) => `${title}: ${message}`)
        .join('; ')}
    />
  );
}

/** Asks once more before a change is merged: which file, and what comes or goes with it. */
export function MergeDialog(props: {
  change: ChangeDetail;
  checks?: ChangeChecks;
  /** The commit that was at the head when this was opened. */
  headCommit: string;
  merging: Merge;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { change, checks, headCommit, merging } = props;
  const isRemoval = change.action === 'remove';
  const label = isRemoval ? 'Merge and remove' : 'Merge';
  // A button that is pending is announced by its element, which is gone as soon as the forge has answered.
  const isPending = merging.state === 'pending';
  return (
    <Dialog isOpen={props.isOpen} onOpenChange={props.onOpenChange} width={560}>
      <DialogHeader>{`Merge #${change.number}?`}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          {change.files.map(({ path }) => (
            <Text as="p" key={path} style={{ overflowWrap: 'anywhere' }}>
              {ACTION_WORDS[change.action]} <code>{path}</code>
            </Text>
          ))}
          {isRemoval && (
            <Text as="p" weight="bold">
              All of this will be gone, and with it what is stored in it:
            </Text>
          )}
          {checks && <ChildChanges items={checks.childChanges} />}
          {checks && <Refusals checks={checks} />}
          {merging.problem && (
            <Alert
              role="alert"
              status="danger"
              icon
              title="It was not merged"
              description={merging.problem}
            />
          )}
          <Text as="p" variant="body-small" color="secondary">
            Merges commit {headCommit.slice(0, 7)} as this page shows it, with
            your name in the merge commit.
          </Text>
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={() => props.onOpenChange(false)}>
          Cancel
        </Button>
        <Button
          variant="primary"
          destructive={isRemoval}
          onPress={() => {
            if (!isPending) void merging.merge(headCommit);
          }}
        >
          {isPending ? 'Merging …' : label}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
