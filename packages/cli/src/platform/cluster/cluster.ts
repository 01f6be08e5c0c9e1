import { PlatformError } from '../platformError';
import { Manifest } from '../tree/manifest';
import { ClusterObject, ObjectRef, refOf, textOf } from './clusterObject';
import { ApiAnswer, ApiBody, connect, Connection } from './connection';

/** Whose fields those are that `up` alone looks after. */
export const FIELD_MANAGER = 'mini-atlas';

/**
 * Whose fields those are that Flux applies. It takes fields over from kubectl alone: what anybody else has applied stays
 * in the cluster when Git drops it (`FieldManagers` of kustomize-controller's apply).
 */
export const FLUX_FIELD_MANAGER = 'kustomize-controller';

const APPLY = 'application/apply-patch+yaml';
const MERGE = 'application/merge-patch+json';

/** A cluster as the platform commands use it: objects of every kind, by name. */
export interface Cluster extends Pick<Connection, 'server' | 'context'> {
  kubeconfig: string;
  /** The JSON at a path; nothing for 404. @throws PlatformError when the server refuses */
  get<T>(path: string): Promise<T | undefined>;
  /** An object; nothing when it, or its kind, is not there. */
  read(ref: ObjectRef): Promise<ClusterObject | undefined>;
  /** The objects of a kind; nothing when the kind is not served. */
  list(
    apiVersion: string,
    kind: string,
    options?: { namespace?: string; query?: Record<string, string> },
  ): Promise<ClusterObject[] | undefined>;
  /** Server-side apply, as `up` unless somebody else is named; with `dryRun` only whether it would be taken. */
  apply(
    manifest: Manifest,
    options?: { dryRun?: boolean; fieldManager?: string },
  ): Promise<ClusterObject>;
  /** Creates what is asked rather than kept, such as an access review. */
  create<T>(path: string, body: object): Promise<T>;
  /** A merge patch. */
  patch(ref: ObjectRef, body: object): Promise<void>;
  /** Asks for an object's deletion; says whether it was there. */
  remove(ref: ObjectRef): Promise<boolean>;
}

interface ResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

/** @throws PlatformError KubeconfigInvalid */
export function openCluster(kubeconfig: string, context?: string): Cluster {
  return clusterOver(connect(kubeconfig, context));
}

function clusterOver(connection: Connection): Cluster {
  const { server, context, kubeconfig } = connection;
  const known = new Map<string, ResourceList['resources']>();

  async function call(method: string, path: string, body?: ApiBody) {
    const answer = await connection.call(method, path, body);
    if (answer.status === 404 || answer.status < 300) return answer;
    throw refusal(method, path, answer);
  }

  async function get<T>(path: string): Promise<T | undefined> {
    const { status, text } = await call('GET', path);
    return status === 404 ? undefined : JSON.parse(text);
  }

  /** Asked again for a kind that was not there: definitions come while we work. */
  async function resourceOf(apiVersion: string, kind: string) {
    const find = () =>
      known
        .get(apiVersion)
        ?.find(one => one.kind === kind && !one.name.includes('/'));
    const found = find();
    if (found) return found;
    const list = await get<ResourceList>(versionPath(apiVersion));
    known.set(apiVersion, list?.resources ?? []);
    return find();
  }

  async function pathOf(ref: ObjectRef): Promise<string | undefined> {
    const resource = await resourceOf(ref.apiVersion, ref.kind);
    if (!resource) return undefined;
    const scope = resource.namespaced
      ? `/namespaces/${ref.namespace ?? 'default'}`
      : '';
    return `${versionPath(ref.apiVersion)}${scope}/${resource.name}/${
      ref.name
    }`;
  }

  async function requirePath(ref: ObjectRef): Promise<string> {
    const path = await pathOf(ref);
    if (path) return path;
    throw new PlatformError(
      'ObjectRefused',
      `${textOf(ref)}: the cluster does not serve ${ref.apiVersion} ${
        ref.kind
      }.`,
      {
        next: `See what it serves: kubectl --kubeconfig ${kubeconfig} api-resources. A part named in --existing has to be there already.`,
      },
    );
  }

  async function write(ref: ObjectRef, path: string, body: ApiBody) {
    const answer = await connection.call('PATCH', path, body);
    if (answer.status < 300) return JSON.parse(answer.text);
    throw refusedObject(ref, answer, kubeconfig);
  }

  return {
    server,
    context,
    kubeconfig,
    get,
    async read(ref) {
      const path = await pathOf(ref);
      return path === undefined ? undefined : get(path);
    },
    async list(apiVersion, kind, { namespace, query = {} } = {}) {
      const resource = await resourceOf(apiVersion, kind);
      if (!resource) return undefined;
      const scope = namespace ? `/namespaces/${namespace}` : '';
      const search = new URLSearchParams(query).toString();
      const list = await get<{ items: ClusterObject[] }>(
        `${versionPath(apiVersion)}${scope}/${resource.name}${
          search && `?${search}`
        }`,
      );
      // Items of a list do not say what they are.
      return list?.items.map(item => ({ ...item, apiVersion, kind }));
    },
    async apply(manifest, { dryRun, fieldManager = FIELD_MANAGER } = {}) {
      const ref = refOf(manifest);
      const query = `fieldManager=${fieldManager}&force=true${
        dryRun ? '&dryRun=All' : ''
      }`;
      return write(ref, `${await requirePath(ref)}?${query}`, {
        type: APPLY,
        text: JSON.stringify(manifest),
      });
    },
    async create(path, body) {
      const { text } = await call('POST', path, {
        type: 'application/json',
        text: JSON.stringify(body),
      });
      return JSON.parse(text);
    },
    async patch(ref, body) {
      const path = `${await requirePath(ref)}?fieldManager=${FIELD_MANAGER}`;
      await write(ref, path, { type: MERGE, text: JSON.stringify(body) });
    },
    async remove(ref) {
      const path = await pathOf(ref);
      if (path === undefined) return false;
      return (await call('DELETE', path)).status !== 404;
    },
  };
}

function versionPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}

function refusal(
  method: string,
  path: string,
  answer: ApiAnswer,
): PlatformError {
  const message = messageOf(answer);
  if (answer.status === 401) {
    return new PlatformError(
      'NoRights',
      `The cluster does not accept the kubeconfig's credentials: ${message}`,
      { next: 'Give a kubeconfig that is signed in: --kubeconfig FILE' },
    );
  }
  if (answer.status === 403) {
    return new PlatformError('NoRights', `The cluster refuses: ${message}`, {
      next: 'Give the kubeconfig of an administrator (cluster-admin): --kubeconfig FILE',
    });
  }
  return new PlatformError(
    'CommandFailed',
    `The API server answered ${method} ${path} with ${answer.status}: ${message}`,
    { next: 'Run the same command again; what was done is kept.' },
  );
}

function refusedObject(
  ref: ObjectRef,
  answer: ApiAnswer,
  kubeconfig: string,
): PlatformError {
  if (answer.status === 403 && /forbidden: User/.test(answer.text)) {
    return refusal('PATCH', textOf(ref), answer);
  }
  return new PlatformError(
    'ObjectRefused',
    `${textOf(ref)} was refused (${answer.status}): ${messageOf(answer)}`,
    {
      next: `See what is there already: kubectl --kubeconfig ${kubeconfig} get ${ref.kind.toLowerCase()} ${
        ref.name
      }${
        ref.namespace ? ` -n ${ref.namespace}` : ''
      } -o yaml. Then run the same command again; what was done is kept.`,
    },
  );
}

/** What a Status says; some answers are plain text. */
function messageOf({ text }: ApiAnswer): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? message : text.trim();
  } catch {
    // Not every answer is a Status: `404 page not found`.
    return text.trim();
  }
}
