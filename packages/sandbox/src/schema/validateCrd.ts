import { KubernetesObject } from '@mini-atlas/kro';
import { Fields, fieldsOf, textAt, validateLabel } from './crdFields';
import { FieldCause, invalid, notSupported, required } from './fieldCause';
import { subdomainErrors } from './names';
import { validateSharedParts, validateVersions } from './validateCrdVersions';

const APPROVAL = 'api-approved.kubernetes.io';

function validateName(crd: KubernetesObject, spec: Fields): FieldCause[] {
  const name = crd.metadata.name ?? '';
  const wanted = `${textAt(fieldsOf(spec.names), 'plural')}.${textAt(
    spec,
    'group',
  )}`;
  const errors = subdomainErrors(name);
  if (name !== wanted) {
    errors.push('must be spec.names.plural+"."+spec.group');
  }
  return errors.map(error => invalid('metadata.name', name, error));
}

function validateGroup(group: string): FieldCause[] {
  if (group === '') {
    return [required('spec.group')];
  }
  const errors = subdomainErrors(group);
  if (errors.length > 0) {
    return [invalid('spec.group', group, errors.join(','))];
  }
  return group.includes('.')
    ? []
    : [
        invalid(
          'spec.group',
          group,
          'should be a domain with at least one dot',
        ),
      ];
}

function validateScope(scope: string): FieldCause[] {
  const scopes = ['Cluster', 'Namespaced'];
  if (scope === '') {
    return [required('spec.scope')];
  }
  return scopes.includes(scope)
    ? []
    : [notSupported('spec.scope', scope, scopes)];
}

function validateNames(names: Fields): FieldCause[] {
  const path = 'spec.names';
  const own = ['plural', 'singular', 'kind', 'listKind'].flatMap(key => {
    const text = textAt(names, key);
    const field = `${path}.${key}`;
    return text === ''
      ? [required(field)]
      : validateLabel(field, text, key.toLowerCase().endsWith('kind'));
  });
  const lists = ['shortNames', 'categories'].flatMap(key => {
    const items: unknown = names[key];
    return Array.isArray(items)
      ? items.flatMap((item, index) =>
          validateLabel(`${path}.${key}[${index}]`, String(item), false),
        )
      : [];
  });
  const { kind, listKind } = names;
  const ambiguous =
    kind && kind === listKind
      ? [
          invalid(
            `${path}.listKind`,
            listKind,
            'kind and listKind may not be the same',
          ),
        ]
      : [];
  return [...own, ...lists, ...ambiguous];
}

/** Groups of Kubernetes itself need the word of its API reviewers. */
function validateApproval({ metadata }: KubernetesObject, group: string) {
  const isProtected =
    ['k8s.io', 'kubernetes.io'].includes(group) ||
    /\.(k8s|kubernetes)\.io$/.test(group);
  return isProtected && !metadata.annotations?.[APPROVAL]
    ? [
        required(
          `metadata.annotations[${APPROVAL}]`,
          'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
        ),
      ]
    : [];
}

function validatePreservation(spec: Fields): FieldCause[] {
  return spec.preserveUnknownFields === true
    ? [
        invalid(
          'spec.preserveUnknownFields',
          true,
          'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
        ),
      ]
    : [];
}

/**
 * Checks a CustomResourceDefinition (defaulted before: `defaultCrd`): its name, group, scope, names, versions, printer
 * columns, scale, and that every version's schema is structural. Answers the causes of an Invalid status; empty when
 * the CRD is valid. Conversion webhooks, and what CEL rules may cost, are not looked at.
 * Follows `apiextensions/validation` of apiextensions-apiserver 0.36.
 *
 * @param isNew - whether its name is looked at, too
 */
export function validateCrd(crd: KubernetesObject, isNew = true): FieldCause[] {
  const spec = fieldsOf(crd.spec);
  const versions = (Array.isArray(spec.versions) ? spec.versions : []).map(
    fieldsOf,
  );
  return [
    ...(isNew ? validateName(crd, spec) : []),
    ...validateGroup(textAt(spec, 'group')),
    ...validateScope(textAt(spec, 'scope')),
    ...validateVersions(versions),
    ...validateNames(fieldsOf(spec.names)),
    ...validateSharedParts(versions),
    ...validateApproval(crd, textAt(spec, 'group')),
    ...validatePreservation(spec),
  ];
}
