export interface Config {
  kro?: {
    /**
     * The repository that orders go to; described by `@mini-atlas/forge`. Without it the change routes answer 501.
     */
    delivery?: {};
    changes?: {
      /**
       * Whether people who have the permission `kro.change.merge` may merge changes in the portal, and how. The forge
       * sees the portal's account, not theirs; its own rules hold for that account.
       *
       * - `disabled` (default): changes are merged at the Git host only
       * - `merge-commit`: with a merge commit
       * - `squash`: as one commit
       */
      merge?: 'disabled' | 'merge-commit' | 'squash';
    };
  };
}
