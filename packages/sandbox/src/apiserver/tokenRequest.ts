import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { invalidValue } from '../builtin/causes';
import { isObject, stringsAt } from '../builtin/fields';
import { ISSUER } from './accountTokens';
import { Backend, timestamp } from './backend';
import { badRequest, invalid } from './refusals';

const KIND = 'TokenRequest';
const HOUR_SECONDS = 3_600;
const SHORTEST_SECONDS = 600;
const LONGEST_SECONDS = 2 ** 32;

/**
 * Answers `serviceaccounts/token`: a TokenRequest with a token for that account.
 * Leaves out: tokens that are bound to another object.
 *
 * @throws StatusError 400 for another kind of object, 422 for a duration that is too short or too long
 */
export function answerTokenRequest(
  { accountTokens }: Backend,
  account: KubernetesObject,
  sent: unknown,
): KubernetesObject {
  const spec = specOf(sent);
  const asked = stringsAt(spec, 'audiences');
  const audiences = asked.length > 0 ? asked : [ISSUER];
  const seconds =
    typeof spec.expirationSeconds === 'number'
      ? spec.expirationSeconds
      : HOUR_SECONDS;
  refuseDuration(seconds);
  const { token, expires } = accountTokens.issue(account, {
    seconds,
    audiences,
  });
  const { name, namespace } = account.metadata;
  return {
    kind: KIND,
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: timestamp(new Date()) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
    status: { token, expirationTimestamp: timestamp(expires) },
  };
}

function specOf(sent: unknown): JsonObject {
  const { kind = KIND, spec = {} } = isObject(sent) ? sent : {};
  if (kind !== KIND) {
    throw badRequest(`${kind} cannot be handled as a ${KIND}`);
  }
  return isObject(spec) ? spec : {};
}

function refuseDuration(seconds: number): void {
  const why = durationFault(seconds);
  if (why) {
    throw invalid({ group: 'authentication.k8s.io', kind: KIND }, '', [
      invalidValue('spec.expirationSeconds', seconds, why),
    ]);
  }
}

function durationFault(seconds: number): string | undefined {
  if (seconds < SHORTEST_SECONDS) {
    return 'may not specify a duration less than 10 minutes';
  }
  return seconds > LONGEST_SECONDS
    ? 'may not specify a duration larger than 2^32 seconds'
    : undefined;
}
