import { CommandError } from '../commandError';

/** What can be wrong, by a name that scripts may rely on. */
export type PlatformErrorName =
  | 'AlreadyInUse'
  | 'ClusterForeign'
  | 'ClusterTooOld'
  | 'ClusterUnreachable'
  | 'CommandFailed'
  | 'DiskFull'
  | 'GitRefused'
  | 'GitTokenMissing'
  | 'GitUnreachable'
  | 'GitUnknown'
  | 'Interrupted'
  | 'InvalidOption'
  | 'KubeconfigInvalid'
  | 'NotReady'
  | 'NotThere'
  | 'NoRights'
  | 'ObjectRefused'
  | 'PortTaken'
  | 'RecordUnreadable'
  | 'RepositoryForeign'
  | 'RuntimeMissing'
  | 'RuntimeNotRunning'
  | 'ToolMissing'
  | 'ToolTooOld'
  | 'TreeInvalid';

/** A platform command that cannot go on: what is wrong, more about it, and what to do next. */
export class PlatformError extends CommandError {
  /** @param facts - `next` is what to do, a sentence; `details` are lines that help to understand, such as events */
  constructor(
    readonly code: PlatformErrorName,
    readonly what: string,
    readonly facts: { next: string; details?: string[]; exitCode?: number },
  ) {
    super(
      [what, ...(facts.details ?? []), `→ ${facts.next}`].join('\n  '),
      facts.exitCode,
    );
  }
}
