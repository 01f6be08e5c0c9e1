import { Store } from '../store/store';
import { ANONYMOUS, User } from './authenticate';
import { Attributes, refusalFor } from './authorize';
import { badRequest } from './refusals';
import { StatusError } from './status';

const AUTHENTICATION = 'authentication.k8s.io';
const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';
const EXTRA_HEADER = 'impersonate-extra-';

/** Who a request wants to be taken for, as its `Impersonate-…` headers say it. */
export interface Impersonation {
  name: string;
  uid: string;
  groups: string[];
  extra: Record<string, string[]>;
}

/** Headers by their names in lower case, each with all its values (`IncomingMessage.headersDistinct`). */
export type DistinctHeaders = Record<string, string[] | undefined>;

/**
 * Reads whom a request wants to be taken for; `undefined` for nobody else.
 * @throws StatusError 400 for groups, uid or extra of no user
 */
export function impersonationOf(
  headers: DistinctHeaders,
): Impersonation | undefined {
  const [name = ''] = headers['impersonate-user'] ?? [];
  const [uid = ''] = headers['impersonate-uid'] ?? [];
  const groups = headers['impersonate-group'] ?? [];
  const extra = extraOf(headers);
  const wanted = { name, uid, groups, extra };
  if (name) return wanted;
  if (uid || groups.length > 0 || Object.keys(extra).length > 0) {
    throw badRequest(
      `requested ${goText(wanted)} without impersonating a user name`,
    );
  }
  return undefined;
}

/**
 * The user that somebody acts as who may do so: by the constrained modes of KEP-5284 (`impersonate:<mode>` and
 * `impersonate-on:<mode>:<verb>`), or else by the verb `impersonate` alone; after
 * `apiserver/pkg/endpoints/filters/impersonation/mode.go`.
 *
 * @throws StatusError 403 with what the first of them lacks
 */
export function impersonate(
  store: Store,
  requester: User,
  wanted: Impersonation,
  attributes: Attributes,
): User {
  const refusals: StatusError[] = [];
  for (const way of waysOf(wanted, attributes)) {
    const refusal = way.needed
      .map(right => refusalFor(store, requester, right))
      .find(refused => refused !== undefined);
    if (!refusal) return actingAs(wanted, way.nodeGroup);
    refusals.push(refusal);
  }
  throw refusals[0];
}

/** A way to become somebody else: all that one must be allowed to for it. */
interface Way {
  needed: Attributes[];
  /** Whether a node has the group of nodes then. */
  nodeGroup: boolean;
}

function waysOf(wanted: Impersonation, attributes: Attributes): Way[] {
  const mode = constrainedMode(wanted);
  const legacy = {
    needed: rightsOver(wanted, 'impersonate', ''),
    nodeGroup: false,
  };
  if (!mode) return [legacy];
  const verb = `impersonate-on:${mode}:${attributes.verb}`;
  const constrained = {
    needed: [
      { ...attributes, verb },
      ...rightsOver(wanted, `impersonate:${mode}`, AUTHENTICATION),
    ],
    nodeGroup: true,
  };
  return [constrained, legacy];
}

function constrainedMode(wanted: Impersonation): string | undefined {
  const nameAlone =
    !wanted.uid &&
    wanted.groups.length === 0 &&
    Object.keys(wanted.extra).length === 0;
  if (nodeOf(wanted.name)) return nameAlone ? 'arbitrary-node' : undefined;
  if (serviceAccountOf(wanted.name)) {
    return nameAlone ? 'serviceaccount' : undefined;
  }
  return 'user-info';
}

/** One right for each thing that is said of the user. */
function rightsOver(
  { name, uid, groups, extra }: Impersonation,
  verb: string,
  group: string,
): Attributes[] {
  const right = (resource: string, more: object) => ({
    verb,
    group: AUTHENTICATION,
    resource,
    ...more,
  });
  return [
    { verb, group, ...subjectOf(name, group === AUTHENTICATION) },
    ...(uid ? [right('uids', { name: uid })] : []),
    ...groups.map(name_ => right('groups', { group, name: name_ })),
    ...Object.entries(extra).flatMap(([subresource, values]) =>
      values.map(value => right('userextras', { subresource, name: value })),
    ),
  ];
}

/** Which resource a user name stands for. */
function subjectOf(name: string, constrained: boolean) {
  const node = constrained ? nodeOf(name) : undefined;
  if (node) return { resource: 'nodes', name: node };
  const account = serviceAccountOf(name);
  return account
    ? { resource: 'serviceaccounts', ...account }
    : { resource: 'users', name };
}

function actingAs(
  { name, uid, groups }: Impersonation,
  nodeGroup: boolean,
): User {
  const own = groups.length > 0 ? groups : groupsBy(name, nodeGroup);
  return {
    name,
    ...(uid ? { uid } : {}),
    groups: withEverybody(name, own),
  };
}

/** The groups that a user has by its name alone. */
function groupsBy(name: string, nodeGroup: boolean): string[] {
  const account = serviceAccountOf(name);
  if (account) {
    return [
      'system:serviceaccounts',
      `system:serviceaccounts:${account.namespace}`,
    ];
  }
  return nodeGroup && nodeOf(name) ? ['system:nodes'] : [];
}

function withEverybody(name: string, groups: string[]): string[] {
  if (name !== ANONYMOUS.name && groups.includes(UNAUTHENTICATED)) {
    return groups;
  }
  const everybody = name === ANONYMOUS.name ? UNAUTHENTICATED : AUTHENTICATED;
  return groups.includes(everybody) ? groups : [...groups, everybody];
}

function nodeOf(name: string): string | undefined {
  return /^system:node:(.+)$/.exec(name)?.[1];
}

function serviceAccountOf(
  userName: string,
): { namespace: string; name: string } | undefined {
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(userName) ?? [];
  return namespace && name ? { namespace, name } : undefined;
}

function extraOf(headers: DistinctHeaders): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([header]) => header.startsWith(EXTRA_HEADER))
      .map(([header, values = []]) => [
        unescaped(header.slice(EXTRA_HEADER.length)),
        values,
      ]),
  );
}

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch (error) {
    if (error instanceof URIError) return key;
    throw error;
  }
}

/** As Go writes a `user.DefaultInfo`. */
function goText({ uid, groups, extra }: Impersonation): string {
  const list = (values: string[]) =>
    `[]string{${values.map(value => JSON.stringify(value)).join(', ')}}`;
  const keys = Object.keys(extra).sort();
  const groupsText = groups.length > 0 ? list(groups) : '[]string(nil)';
  const extraText =
    keys.length > 0
      ? `map[string][]string{${keys
          .map(key => `${JSON.stringify(key)}:${list(extra[key])}`)
          .join(', ')}}`
      : 'map[string][]string(nil)';
  return `&user.DefaultInfo{Name:"", UID:${JSON.stringify(
    uid,
  )}, Groups:${groupsText}, Extra:${extraText}}`;
}
