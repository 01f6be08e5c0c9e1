import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { objectAt, objectsAt, stringAt, stringsAt } from '../builtin/fields';
import { keyOf } from '../store/collection';
import { Store } from '../store/store';
import { User } from './authenticate';
import { forbidden } from './refusals';
import { StatusError } from './status';

/** What a request wants to do. */
export type Attributes =
  | {
      verb: string;
      group: string;
      /** Plural. */
      resource: string;
      subresource?: string;
      namespace?: string;
      name?: string;
    }
  | { verb: string; path: string };

/** Whether somebody may do something, and which rule says so. */
export interface Decision {
  allowed: boolean;
  reason?: string;
}

const RBAC = 'rbac.authorization.k8s.io';

/** Role-based access control over the (Cluster)Roles and (Cluster)RoleBindings that are stored. */
export function authorize(
  store: Store,
  user: User,
  attributes: Attributes,
): Decision {
  if (user.groups.includes('system:masters')) return { allowed: true };
  for (const binding of bindingsFor(store, attributes)) {
    if (!bindsTo(binding, user)) continue;
    const role = roleOf(store, binding);
    if (role && rulesOf(store, role).some(rule => allows(rule, attributes))) {
      return { allowed: true, reason: reasonOf(binding, user) };
    }
  }
  return { allowed: false };
}

/** @throws StatusError 403 in the words of Kubernetes, for somebody who may not */
export function requireAllowed(
  store: Store,
  user: User,
  attributes: Attributes,
): void {
  const refusal = refusalFor(store, user, attributes);
  if (refusal) throw refusal;
}

/** The 403 for somebody who may not do something. */
export function refusalFor(
  store: Store,
  user: User,
  attributes: Attributes,
): StatusError | undefined {
  if (authorize(store, user, attributes).allowed) return undefined;
  const why = refusalOf(user, attributes);
  if ('path' in attributes) {
    return new StatusError(403, 'Forbidden', `forbidden: ${why}`, {});
  }
  const { group, resource: plural, name } = attributes;
  return forbidden({ group, plural }, name, why);
}

/** All rules that hold for somebody in a namespace; for SelfSubjectRulesReview. */
export function rulesFor(
  store: Store,
  user: User,
  namespace: string,
): JsonObject[] {
  return bindingsFor(store, { verb: '', group: '', resource: '', namespace })
    .filter(binding => bindsTo(binding, user))
    .flatMap(binding => {
      const role = roleOf(store, binding);
      return role ? rulesOf(store, role) : [];
    });
}

function bindingsFor(store: Store, attributes: Attributes): KubernetesObject[] {
  const all = (plural: string, prefix: string) =>
    (store.collection(`${plural}.${RBAC}`).range(prefix) ?? []).map(
      ([, object]) => object,
    );
  const namespace = 'path' in attributes ? undefined : attributes.namespace;
  return [
    ...all('clusterrolebindings', ''),
    ...(namespace ? all('rolebindings', `${namespace}/`) : []),
  ];
}

function bindsTo(binding: KubernetesObject, user: User): boolean {
  return objectsAt(binding, 'subjects').some(subject => {
    switch (subject.kind) {
      case 'User':
        return subject.name === user.name;
      case 'Group':
        return user.groups.includes(stringAt(subject, 'name') ?? '');
      default:
        return (
          user.name ===
          `system:serviceaccount:${subject.namespace}:${subject.name}`
        );
    }
  });
}

function roleOf(
  store: Store,
  binding: KubernetesObject,
): KubernetesObject | undefined {
  const reference = objectAt(binding, 'roleRef');
  const name = stringAt(reference, 'name') ?? '';
  return reference?.kind === 'ClusterRole'
    ? store.collection(`clusterroles.${RBAC}`).get(name)
    : store
        .collection(`roles.${RBAC}`)
        .get(keyOf(binding.metadata.namespace, name));
}

/** The rules of a role; an aggregated ClusterRole has those of all that carry its labels. */
function rulesOf(store: Store, role: KubernetesObject): JsonObject[] {
  const selectors = objectsAt(role, 'aggregationRule', 'clusterRoleSelectors');
  const aggregated =
    selectors.length === 0
      ? []
      : (store.collection(`clusterroles.${RBAC}`).range('') ?? [])
          .map(([, candidate]) => candidate)
          .filter(candidate =>
            selectors.some(selector =>
              Object.entries(objectAt(selector, 'matchLabels') ?? {}).every(
                ([label, value]) =>
                  candidate.metadata.labels?.[label] === value,
              ),
            ),
          )
          .flatMap(candidate => objectsAt(candidate, 'rules'));
  return [...objectsAt(role, 'rules'), ...aggregated];
}

function allows(rule: JsonObject, attributes: Attributes): boolean {
  const has = (field: string, value: string) => {
    const values = stringsAt(rule, field);
    return values.includes('*') || values.includes(value);
  };
  if (!has('verbs', attributes.verb)) return false;
  if ('path' in attributes) {
    return stringsAt(rule, 'nonResourceURLs').some(
      url =>
        url === attributes.path ||
        (url.endsWith('*') && attributes.path.startsWith(url.slice(0, -1))),
    );
  }
  const { group, resource, subresource, name = '' } = attributes;
  const names = stringsAt(rule, 'resourceNames');
  const resources = stringsAt(rule, 'resources');
  return (
    has('apiGroups', group) &&
    (resources.includes('*') ||
      resources.includes(
        subresource ? `${resource}/${subresource}` : resource,
      ) ||
      (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (names.length === 0 || names.includes(name))
  );
}

function reasonOf(binding: KubernetesObject, user: User): string {
  const { kind, name } = objectAt(binding, 'roleRef') ?? {};
  const { namespace } = binding.metadata;
  const place = namespace
    ? `RoleBinding "${binding.metadata.name}/${namespace}"`
    : `ClusterRoleBinding "${binding.metadata.name}"`;
  return `RBAC: allowed by ${place} of ${kind} "${name}" to User "${user.name}"`;
}

/** How Kubernetes words a refusal, after `… is forbidden: `. */
function refusalOf(user: User, attributes: Attributes): string {
  const who = `User ${JSON.stringify(user.name)} cannot ${attributes.verb}`;
  if ('path' in attributes) {
    return `${who} path ${JSON.stringify(attributes.path)}`;
  }
  const { group, resource, subresource, namespace } = attributes;
  const what = subresource ? `${resource}/${subresource}` : resource;
  return `${who} resource ${JSON.stringify(what)} in API group ${JSON.stringify(
    group,
  )} ${
    namespace
      ? `in the namespace ${JSON.stringify(namespace)}`
      : 'at the cluster scope'
  }`;
}
