import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { MergeVerdict } from '@mini-atlas/backstage-plugin-kro-common';
import { MergeStyle, PullRequest } from '@mini-atlas/forge';

const STYLES: Record<string, MergeStyle | undefined> = {
  disabled: undefined,
  'merge-commit': 'merge-commit',
  squash: 'squash',
};

/**
 * How changes are merged from the portal, by `kro.changes.merge`; `undefined` where they are not, which is the default.
 *
 * @throws InputError naming the values that there are.
 */
export function mergeStyleFrom(config: Config): MergeStyle | undefined {
  const wanted = config.getOptionalString('kro.changes.merge') ?? 'disabled';
  if (Object.hasOwn(STYLES, wanted)) return STYLES[wanted];
  throw new InputError(
    `kro.changes.merge is "${wanted}"; it must be one of ${Object.keys(
      STYLES,
    ).join(', ')}`,
  );
}

/** Whether a caller may merge a pull request here, as far as that is known without asking the forge again. */
export function mergeVerdictOf(
  { state, mergeable }: PullRequest,
  { style, mayMerge }: { style: MergeStyle | undefined; mayMerge: boolean },
): MergeVerdict {
  if (state !== 'open') return { allowed: false };
  if (!style) {
    return {
      allowed: false,
      reason: 'This portal merges nothing itself: merge it at the Git host',
    };
  }
  if (!mayMerge) {
    return {
      allowed: false,
      reason:
        'You may not merge it here, for that needs the permission kro.change.merge: ask somebody who may',
    };
  }
  return mergeable
    ? { allowed: true }
    : {
        allowed: false,
        reason:
          'The Git host cannot merge it as it is: it conflicts with the target branch, or is still being looked at',
      };
}
