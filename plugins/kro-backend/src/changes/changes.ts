import {
  ChangeDetail,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';

/** The changes: pull requests of ours at the forge, followed into the cluster. */
export interface Changes {
  /**
   * All that are known, newest first.
   *
   * @throws ServiceUnavailableError when the forge cannot be asked, NotImplementedError when none is configured.
   */
  list(): Promise<ChangeSummary[]>;
  /**
   * One change with body and diff.
   *
   * @throws NotFoundError when it is none of ours; else as `list`.
   */
  detail(number: number): Promise<ChangeDetail>;
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
