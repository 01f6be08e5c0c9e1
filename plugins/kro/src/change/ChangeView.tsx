import { Flex, Text } from '@backstage/ui';
import { ChangeDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { DiffView } from '../code/DiffView';
import { Section } from '../frame/Section';
import { ChangeHead } from './ChangeHead';
import { ChangeOutcome } from './ChangeOutcome';
import { ChangeTrouble } from './ChangeTrouble';
import { ChecksSection } from './ChecksSection';
import { StageLine } from './StageLine';
import { useChangeChecks } from './useChangeChecks';

function Diff(props: { diff: string }) {
  return (
    <Section title="What it changes in Git">
      {props.diff.trim() ? (
        <DiffView diff={props.diff} label="Diff" />
      ) : (
        <Text as="p" color="secondary">
          No difference: the target branch says the same already.
        </Text>
      )}
    </Section>
  );
}

/** One change in full: head, stages, what it changes, what became of it, and what is said of it before it is merged. */
export function ChangeView(props: {
  change: ChangeDetail;
  /** The change may be another by now. */
  onAnswer: () => void;
}) {
  const { change, onAnswer } = props;
  const isOpen = change.state === 'open';
  const live = useChangeChecks(change.number, isOpen);
  // Those of another head say nothing about this one.
  const checks =
    live.data?.headCommit === change.headCommit ? live.data : undefined;
  return (
    <Flex direction="column" gap="4">
      <ChangeHead change={change} checks={checks} onAnswer={onAnswer} />
      <ChangeTrouble change={change} />
      <Section title="How far it is">
        <StageLine change={change} />
      </Section>
      <Diff diff={change.diff} />
      {/* Whether anything comes of it is not known when its checks are not. */}
      {!(isOpen && live.error && !live.data) && (
        <ChangeOutcome change={change} checks={checks} />
      )}
      {isOpen && <ChecksSection live={live} />}
    </Flex>
  );
}
