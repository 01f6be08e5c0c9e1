import { tooLong, unsupportedValue } from '../builtin/causes';
import { Patch } from './patch';
import { invalid } from './refusals';
import { ApiRequest } from './request';
import { Subresource } from './servedType';
import { ObjectWrite } from './writeOptions';

const VALIDATIONS = ['Ignore', 'Strict', 'Warn'] as const;
const LONGEST_MANAGER = 128;

/** What Kubernetes calls the options of a write, by method. */
const OPTIONS: Record<string, string> = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
};

/**
 * How a write is asked for: `fieldManager`, `dryRun`, `fieldValidation`.
 * Without a manager it is the client's name from its User-Agent; apply must name one.
 * @throws StatusError 422 for values that are not known
 */
export function objectWrite(
  { method, query, userAgent, warn }: ApiRequest,
  subresource: Subresource | undefined,
  patchType?: Patch['type'],
): ObjectWrite {
  const kind = OPTIONS[method] ?? OPTIONS.PUT;
  const manager = query.get('fieldManager') ?? '';
  checkManager(manager, kind);
  return {
    manager:
      manager || patchType === 'apply' ? manager : userAgent.split('/')[0],
    dryRun: isDryRun(query, kind),
    subresource,
    fieldValidation: fieldValidation(query, kind),
    warn,
  };
}

function checkManager(manager: string, kind: string): void {
  if (manager.length <= LONGEST_MANAGER) return;
  throw invalid({ group: 'meta.k8s.io', kind }, '', [
    tooLong('fieldManager', LONGEST_MANAGER),
  ]);
}

/** `dryRun=All`, the only value there is. */
export function isDryRun(query: URLSearchParams, kind: string): boolean {
  const values = query.getAll('dryRun').filter(Boolean);
  const wrong = values.find(value => value !== 'All');
  if (wrong !== undefined) {
    throw refused(kind, 'dryRun', [wrong], ['All']);
  }
  return values.length > 0;
}

function fieldValidation(
  query: URLSearchParams,
  kind: string,
): ObjectWrite['fieldValidation'] {
  const asked = query.get('fieldValidation') || 'Warn';
  const known = VALIDATIONS.find(value => value === asked);
  if (!known) {
    throw refused(kind, 'fieldValidation', asked, ['', ...VALIDATIONS]);
  }
  return known;
}

function refused(
  kind: string,
  field: string,
  value: unknown,
  allowed: string[],
) {
  return invalid({ group: 'meta.k8s.io', kind }, '', [
    unsupportedValue(field, value, allowed),
  ]);
}
