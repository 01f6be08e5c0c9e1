import {
  ordererOf,
  orderedByLine,
} from '@mini-atlas/backstage-plugin-kro-common';
import { PullRequest } from '@mini-atlas/forge';

/**
 * What stands in a merge commit: who wanted the change and who merged it, because the forge knows the portal's account
 * only. Git trailers, one line each.
 */
export function mergeMessage(
  { body }: Pick<PullRequest, 'body'>,
  by: string,
): string {
  const orderer = ordererOf(body);
  return [
    ...(orderer ? [orderedByLine(orderer)] : []),
    `Merged-by: ${by.replace(/\s+/g, ' ')}`,
  ].join('\n');
}
