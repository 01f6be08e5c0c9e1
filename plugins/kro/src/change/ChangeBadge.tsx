import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiGitMergeLine,
  RiGitPullRequestLine,
} from '@remixicon/react';
import { ToneBadge } from '../state/ToneBadge';

/** Where a change stands, as icon, word and colour. */
export function ChangeBadge(props: { change: ChangeSummary }) {
  const { change } = props;
  if (change.state === 'closed') {
    return (
      <ToneBadge tone="neutral" icon={RiCloseCircleLine}>
        Closed
      </ToneBadge>
    );
  }
  if (change.stages.some(({ state }) => state === 'failed')) {
    return (
      <ToneBadge tone="danger" icon={RiErrorWarningLine}>
        Stuck
      </ToneBadge>
    );
  }
  if (change.state === 'open') {
    return (
      <ToneBadge tone="warning" icon={RiGitPullRequestLine}>
        Waiting for merge
      </ToneBadge>
    );
  }
  return change.stages.every(({ state }) => state === 'done') ? (
    <ToneBadge tone="success" icon={RiCheckboxCircleLine}>
      Done
    </ToneBadge>
  ) : (
    <ToneBadge tone="info" icon={RiGitMergeLine}>
      On its way
    </ToneBadge>
  );
}
