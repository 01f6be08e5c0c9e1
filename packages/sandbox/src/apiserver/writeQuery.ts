import { Patch } from './patchObject';
import { invalid } from './refusals';
import { ApiRequest } from './request';
import { Subresource } from './servedType';
import { ObjectWrite } from './writeOptions';

const VALIDATIONS = ['Strict', 'Warn', 'Ignore'] as const;

/**
 * How a write is asked for: `fieldManager`, `dryRun`, `fieldValidation`.
 * Without a manager it is the client's name from its User-Agent; apply must name one.
 * @throws StatusError 422 for values that are not known
 */
export function objectWrite(
  { query, userAgent, warn }: ApiRequest,
  subresource: Subresource | undefined,
  patchType?: Patch['type'],
): ObjectWrite {
  const manager = query.get('fieldManager') ?? '';
  return {
    manager:
      manager || patchType === 'apply' ? manager : userAgent.split('/')[0],
    dryRun: isDryRun(query),
    subresource,
    fieldValidation: fieldValidation(query),
    warn,
  };
}

/** `dryRun=All`, the only value there is. */
export function isDryRun(query: URLSearchParams): boolean {
  const values = query.getAll('dryRun').filter(Boolean);
  const wrong = values.find(value => value !== 'All');
  if (wrong !== undefined) {
    throw refused('dryRun', [wrong], ['All']);
  }
  return values.length > 0;
}

function fieldValidation(
  query: URLSearchParams,
): ObjectWrite['fieldValidation'] {
  const asked = query.get('fieldValidation') || 'Warn';
  const known = VALIDATIONS.find(value => value === asked);
  if (!known) throw refused('fieldValidation', asked, [...VALIDATIONS]);
  return known;
}

function refused(field: string, value: unknown, allowed: string[]) {
  return invalid({ group: 'meta.k8s.io', kind: 'CreateOptions' }, '', [
    {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: ${allowed
        .map(name => JSON.stringify(name))
        .join(', ')}`,
      field,
    },
  ]);
}
