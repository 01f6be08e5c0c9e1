import {
  ChangeChecks,
  Check,
  CommitStatus,
} from '@mini-atlas/backstage-plugin-kro-common';

/** How a check of a change came out, ours or another's. */
export type Verdict = 'refused' | 'running' | 'warned' | 'passed' | 'skipped';

/** One check as the page lists it. */
export interface ShownCheck {
  title: string;
  verdict: Verdict;
  message: string;
  /** Web page with more about it. */
  url?: string;
}

const OF_STATE: Record<CommitStatus['state'], Verdict> = {
  pending: 'running',
  success: 'passed',
  warning: 'warned',
  failure: 'refused',
  skipped: 'skipped',
};

const WORST_FIRST: Verdict[] = [
  'refused',
  'running',
  'warned',
  'passed',
  'skipped',
];

function shownCheck({ title, outcome, message }: Check): ShownCheck {
  return { title, verdict: outcome, message };
}

function shownStatus(status: CommitStatus): ShownCheck {
  const { context, state, description, url } = status;
  return {
    title: context,
    verdict: OF_STATE[state],
    message: description,
    ...(url ? { url } : {}),
  };
}

/** All checks of a change, those that need attention first. */
export function shownChecks({ checks, statuses }: ChangeChecks): ShownCheck[] {
  const all = [...checks.map(shownCheck), ...statuses.map(shownStatus)];
  return WORST_FIRST.flatMap(verdict =>
    all.filter(check => check.verdict === verdict),
  );
}

/** The worst of them; `passed` where there is none. */
export function verdictOf(checks: ShownCheck[]): Verdict {
  return (
    WORST_FIRST.find(verdict =>
      checks.some(check => check.verdict === verdict),
    ) ?? 'passed'
  );
}

function count(checks: ShownCheck[], verdict: Verdict): number {
  return checks.filter(check => check.verdict === verdict).length;
}

/** One line for all of them. */
export function checksSentence(checks: ShownCheck[]): string {
  const refused = count(checks, 'refused');
  const running = count(checks, 'running');
  const warned = count(checks, 'warned');
  if (refused > 0) {
    return refused === 1 ? '1 check refuses it' : `${refused} checks refuse it`;
  }
  if (running > 0) {
    return running === 1
      ? '1 check is still running'
      : `${running} checks are still running`;
  }
  if (warned > 0) {
    return `Nothing refuses it; ${
      warned === 1 ? '1 check warns' : `${warned} checks warn`
    }`;
  }
  return checks.length === 1
    ? 'Its check passed'
    : `All ${checks.length} checks passed`;
}
