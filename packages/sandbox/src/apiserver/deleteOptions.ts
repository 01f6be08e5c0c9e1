import { objectAt, stringAt, stringsAt, valueAt } from '../builtin/fields';
import { decodeObject } from './decodeBody';
import { DeleteOptions } from './deleteObject';
import { invalid } from './refusals';
import { ApiRequest } from './request';
import { isDryRun } from './writeQuery';

const POLICIES = ['Orphan', 'Background', 'Foreground'] as const;

/**
 * The options of a deletion, from the body or from the query.
 * @throws StatusError 422 for a policy that is not known
 */
export function deleteOptions(request: ApiRequest): DeleteOptions {
  const { query, contentType, body } = request;
  const sent =
    body.length > 0
      ? decodeObject({ kind: 'DeleteOptions' }, contentType, body).value
      : {};
  const policy =
    stringAt(sent, 'propagationPolicy') ?? query.get('propagationPolicy');
  const orphans =
    valueAt(sent, 'orphanDependents') ??
    query.get('orphanDependents') === 'true';
  const preconditions = objectAt(sent, 'preconditions');
  return {
    propagationPolicy: policyOf(policy, orphans === true),
    preconditions: {
      uid: stringAt(preconditions, 'uid'),
      resourceVersion: stringAt(preconditions, 'resourceVersion'),
    },
    dryRun:
      isDryRun(query, 'DeleteOptions') ||
      stringsAt(sent, 'dryRun').includes('All'),
  };
}

function policyOf(
  policy: string | null,
  orphans: boolean,
): DeleteOptions['propagationPolicy'] {
  if (policy) return knownPolicy(policy);
  return orphans ? 'Orphan' : undefined;
}

function knownPolicy(asked: string): DeleteOptions['propagationPolicy'] {
  const known = POLICIES.find(policy => policy === asked);
  if (known) return known;
  throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [
    {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        asked,
      )}: supported values: "Foreground", "Background", "Orphan", "nil"`,
      field: 'propagationPolicy',
    },
  ]);
}
