import { asFields, asList, Fields } from '../fields';
import { formatGoDuration } from '../goDuration';

const LONGEST = 5;

/** One outcome to be remembered. */
export interface Outcome {
  /** Of the built manifests. */
  digest: string;
  /** Reason of the Ready condition. */
  status: string;
  revision: string;
  /** In milliseconds. */
  duration: number;
}

/** `status.history` with one more outcome: the same manifests with the same outcome are counted up and come first. */
export function withOutcome(history: unknown, outcome: Outcome): Fields[] {
  const entries = asList(history).map(asFields);
  const same = entries.find(
    entry =>
      entry.digest === outcome.digest &&
      entry.lastReconciledStatus === outcome.status,
  );
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const latest: Fields = {
    digest: outcome.digest,
    firstReconciled: same?.firstReconciled ?? now,
    lastReconciled: now,
    lastReconciledDuration: formatGoDuration(outcome.duration),
    lastReconciledStatus: outcome.status,
    metadata: { revision: outcome.revision },
    totalReconciliations: Number(same?.totalReconciliations ?? 0) + 1,
  };
  return [latest, ...entries.filter(entry => entry !== same)].slice(0, LONGEST);
}
