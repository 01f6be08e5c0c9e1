import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { asFields, asText, specOf } from '../fields';
import { parseGoDuration } from '../goDuration';
import { notImitated } from '../notImitated';
import { FetchError, RemoteRef } from './gitRemote';

/** A GitRepository's `spec`, read. Times in milliseconds. */
export interface GitRepositorySpec {
  url: string;
  ref: RemoteRef;
  interval: number;
  timeout: number;
  suspend: boolean;
  secretName?: string;
}

const NOT_IMITATED = [
  'ignore',
  'include',
  'verify',
  'recurseSubmodules',
  'sparseCheckout',
  'proxySecretRef',
  'serviceAccountName',
];

/** Reads the spec; says in `fault` what can never work. */
export function gitRepositorySpec(
  object: KubernetesObject,
): GitRepositorySpec & { fault?: string } {
  const spec = specOf(object);
  const url = asText(spec.url) ?? '';
  return {
    url,
    ref: remoteRef(asFields(spec.ref)),
    interval: parseGoDuration(spec.interval, 60_000),
    timeout: parseGoDuration(spec.timeout, 60_000),
    suspend: spec.suspend === true,
    secretName: asText(asFields(spec.secretRef).name),
    fault: faultOf(spec, url),
  };
}

function faultOf(
  spec: Record<string, unknown>,
  url: string,
): string | undefined {
  const unsupported = notImitated(spec, NOT_IMITATED);
  if (unsupported) return unsupported;
  if (asText(asFields(spec.ref).semver)) {
    return 'the sandbox does not imitate spec.ref.semver: name a branch, tag or commit';
  }
  return /^https?:\/\/[^\s]+$/.test(url)
    ? undefined
    : `the sandbox fetches over http and https only, not from '${url}'`;
}

/** Flux's precedence: commit, name, tag, branch; `master` when nothing is named. */
function remoteRef(ref: Record<string, unknown>): RemoteRef {
  const branch = asText(ref.branch);
  const commit = asText(ref.commit);
  if (commit) return { name: branch ?? '', commit };
  const name = asText(ref.name);
  if (name) return { name, ref: name };
  const tag = asText(ref.tag);
  if (tag) return { name: tag, ref: `refs/tags/${tag}` };
  return { name: branch ?? 'master', ref: `refs/heads/${branch ?? 'master'}` };
}

/**
 * The `Authorization` header that the Secret stands for. Only the cluster's own controllers may read Secrets.
 * Throws `FetchError` when the Secret is missing or has neither basic nor bearer credentials.
 */
export function authorizationFrom(
  client: Client,
  namespace: string,
  name: string,
): string {
  const secret = client.get({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace,
    name,
  });
  if (!secret) {
    throw new FetchError(
      // Twice, as Flux has it.
      `failed to get secret '${namespace}/${name}': failed to get secret '${namespace}/${name}': secrets "${name}" not found`,
    );
  }
  const data = asFields(secret.data);
  const field = (key: string) =>
    Buffer.from(asText(data[key]) ?? '', 'base64').toString('utf8');
  const bearer = field('bearerToken');
  if (bearer) return `Bearer ${bearer}`;
  const [username, password] = [field('username'), field('password')];
  if (!username && !password) {
    throw new FetchError(
      `invalid secret '${namespace}/${name}': it must contain username and password, or bearerToken`,
    );
  }
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
