import {
  AbstractionSummary,
  ANNOTATION_DELIVERY_PATH,
  ANNOTATION_OWNER,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { InvalidFieldError } from './invalidFieldError';
import { checkDnsLabel, checkOwner } from './orderFields';
import { shownValue } from './shownValue';

/** Name and, where the abstraction has one, namespace; both checked. */
function identityOf(
  abstraction: AbstractionSummary,
  request: Pick<PreviewRequest, 'name' | 'namespace'>,
): { name: string; namespace?: string } {
  const name = checkDnsLabel('name', request.name);
  if (abstraction.scope === 'Cluster') {
    if (request.namespace) {
      throw new InvalidFieldError(
        'namespace',
        `namespace is ${shownValue(request.namespace)}; a ${
          abstraction.title
        } lives in no namespace: leave it out`,
      );
    }
    return { name };
  }
  if (!request.namespace) {
    throw new InvalidFieldError(
      'namespace',
      `namespace is missing; a ${abstraction.title} lives in the namespace of a workspace`,
    );
  }
  return { name, namespace: checkDnsLabel('namespace', request.namespace) };
}

/**
 * The manifest that an order writes: identity, owner and spec, nothing that the cluster fills in.
 *
 * @throws InvalidFieldError naming the field.
 */
export function manifestOf(
  abstraction: AbstractionSummary,
  request: PreviewRequest,
): KubernetesObject {
  return {
    apiVersion: abstraction.apiVersion,
    kind: abstraction.kind,
    metadata: {
      ...identityOf(abstraction, request),
      ...(request.owner
        ? { annotations: { [ANNOTATION_OWNER]: checkOwner(request.owner) } }
        : {}),
    },
    spec: structuredClone(request.spec),
  };
}

/**
 * Where the manifest of an instance lives in the delivery repository.
 *
 * @throws InvalidFieldError when a name is none, or when the abstraction says no path.
 */
export function deliveryPathOf(
  abstraction: AbstractionSummary,
  request: Pick<PreviewRequest, 'name' | 'namespace'>,
): string {
  const { name, namespace } = identityOf(abstraction, request);
  if (!abstraction.deliveryPath) {
    throw new InvalidFieldError(
      'abstraction',
      `abstraction is '${abstraction.name}', which does not say where its manifests live; set the annotation ${ANNOTATION_DELIVERY_PATH} on its ResourceGraphDefinition`,
    );
  }
  const values: Record<string, string> = {
    name,
    namespace: namespace ?? '',
    kind: abstraction.kind.toLowerCase(),
  };
  const path = abstraction.deliveryPath.replace(
    /\{(\w+)\}/g,
    (placeholder, key) => values[key] ?? placeholder,
  );
  if (/[{}]/.test(path) || /(^|\/)\.{0,2}(\/|$)/.test(path)) {
    throw new InvalidFieldError(
      'abstraction',
      `abstraction is '${abstraction.name}', whose ${ANNOTATION_DELIVERY_PATH} gives '${path}'; use a relative path with {name}, {namespace} and {kind}`,
    );
  }
  return path;
}

/** As `deliveryPathOf` for an instance that exists; `undefined` when it cannot have come through delivery. */
export function deliveryPathIfAny(
  abstraction: AbstractionSummary,
  { metadata: { name = '', namespace } }: KubernetesObject,
): string | undefined {
  try {
    return deliveryPathOf(abstraction, {
      name,
      ...(namespace ? { namespace } : {}),
    });
  } catch (error) {
    if (error instanceof InvalidFieldError) return undefined;
    throw error;
  }
}

/** What a path of the delivery repository stands for. */
export interface DeliveredIdentity {
  abstraction: AbstractionSummary;
  name: string;
  namespace?: string;
}

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';

/** The reverse of `deliveryPathOf`: whose manifest a file is, by its path alone; `undefined` when it is nobody's. */
export function identityAtPath(
  abstractions: AbstractionSummary[],
  path: string,
): DeliveredIdentity | undefined {
  for (const abstraction of abstractions) {
    if (!abstraction.deliveryPath) continue;
    const pattern = abstraction.deliveryPath
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{kind\}/g, abstraction.kind.toLowerCase())
      .replace('{name}', `(?<name>${LABEL})`)
      .replace('{namespace}', `(?<namespace>${LABEL})`)
      .replace(/\{\w+\}/g, LABEL);
    const groups = new RegExp(`^${pattern}$`).exec(path)?.groups;
    if (groups?.name && deliveryMatches(abstraction, groups, path)) {
      return {
        abstraction,
        name: groups.name,
        ...(groups.namespace ? { namespace: groups.namespace } : {}),
      };
    }
  }
  return undefined;
}

/** Guards against a pattern that names something twice: only what leads back to the path counts. */
function deliveryMatches(
  abstraction: AbstractionSummary,
  { name, namespace }: Record<string, string | undefined>,
  path: string,
): boolean {
  if ((abstraction.scope === 'Namespaced') !== (namespace !== undefined)) {
    return false;
  }
  return (
    deliveryPathOf(abstraction, {
      name: name ?? '',
      ...(namespace ? { namespace } : {}),
    }) === path
  );
}
