import {
  ChangeChecks,
  ChangeStageId,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Section } from '../frame/Section';
import { SkeletonRows } from '../frame/SkeletonRows';
import { ChangeChildren } from './ChangeChildren';
import { ChildChanges } from './ChildChanges';
import { NoChildren } from './NoChildren';
import { RemovedChildren } from './RemovedChildren';

/** What becomes of the instance that a change is about, or will; nothing for a change that was closed. */
export function ChangeOutcome(props: {
  change: ChangeSummary;
  /** Absent until they are known. */
  checks?: ChangeChecks;
}) {
  const { change, checks } = props;
  const { instance } = change;
  if (!instance || change.state === 'closed') return null;
  // What will come says more than what is there now.
  if (change.state === 'open' && change.action !== 'remove') {
    return (
      <Section title="What comes of it">
        {checks ? (
          <ChildChanges items={checks.childChanges} />
        ) : (
          <SkeletonRows rows={3} what="what comes of it" />
        )}
      </Section>
    );
  }
  return (
    <Section title={titleOf(change)}>
      <Children change={change} instanceRef={instance} />
    </Section>
  );
}

function Children(props: { change: ChangeSummary; instanceRef: string }) {
  const { change } = props;
  if (change.action === 'remove') {
    return isDone(change, 'ready') ? (
      <NoChildren change={change} />
    ) : (
      <RemovedChildren {...props} />
    );
  }
  // What is to be created is not there before it is applied.
  return change.action === 'create' && !isDone(change, 'applied') ? (
    <NoChildren change={change} />
  ) : (
    <ChangeChildren {...props} />
  );
}

function titleOf(change: ChangeSummary): string {
  if (change.action === 'create') return 'What it makes';
  if (change.action === 'edit') return 'Its children as they are now';
  return isDone(change, 'ready') ? 'What is gone' : 'What will be gone';
}

function isDone({ stages }: ChangeSummary, id: ChangeStageId): boolean {
  return stages.some(stage => stage.id === id && stage.state === 'done');
}
