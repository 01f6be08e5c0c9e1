import {
  ChangeChecks,
  ChangeDetail,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';

/** Who looks at a change. */
export interface Viewer {
  /** The portal's permission policy lets them merge. */
  mayMerge: boolean;
}

/** The changes: pull requests of ours at the forge, followed into the cluster. */
export interface Changes {
  /**
   * All that are known, newest first; at most `maxAgeMs` old, five seconds by default.
   *
   * @throws ServiceUnavailableError when the forge cannot be asked, NotImplementedError when none is configured.
   */
  list(options?: { maxAgeMs?: number }): Promise<ChangeSummary[]>;
  /**
   * One change with body and diff.
   *
   * @throws NotFoundError when it is none of ours; else as `list`.
   */
  detail(number: number, viewer: Viewer): Promise<ChangeDetail>;
  /**
   * What the checks of the preview, and others at the forge, say of an open change.
   *
   * @throws as `detail`.
   */
  checks(number: number): Promise<ChangeChecks>;
  /**
   * Merges a change whose head is the given commit; one that is merged already stays as it is. `by` is written into the
   * merge commit. The caller's permission is the caller's matter.
   *
   * @throws ConflictError when the forge refuses or its head is another one, NotAllowedError where merging from the
   * portal is switched off; else as `detail`.
   */
  merge(
    number: number,
    request: { headCommit: string; by: string },
  ): Promise<void>;
  /**
   * The text of a file on the branch that changes go to; `undefined` when there is none.
   *
   * @throws as `list`.
   */
  readFile(path: string): Promise<string | undefined>;
  /**
   * Paths of all files below a directory of that branch.
   *
   * @throws as `list`.
   */
  listFiles(directory: string): Promise<string[]>;
  /** Web address of a file of the delivery repository; `undefined` when no forge is configured. */
  fileUrl(path: string): string | undefined;
  /** Calls back when pull requests changed at the forge. Returns the function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Ends everything under way. */
  stop(): void;
}
