import {
  AbstractionSummary,
  InstanceRef,
  parseInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '../kroCluster';
import { InvalidFieldError } from '../present/invalidFieldError';
import { shownValue } from '../present/shownValue';

/** An instance and the file in Git that orders it. Neither need exist. */
export interface DeliveryTarget {
  /** Instance ref. */
  ref: string;
  abstraction: AbstractionSummary;
  name: string;
  namespace?: string;
  /** Path in the delivery repository. */
  path: string;
}

/**
 * The file behind an instance ref: where Flux says the instance comes from, else where its abstraction puts it.
 *
 * @throws InvalidFieldError of the field `instance` when it is no ref, of another cluster, or of no abstraction that may
 * be changed from the portal.
 */
export function deliveryTargetOf(
  cluster: KroCluster,
  instance: unknown,
): DeliveryTarget {
  const ref = readRef(instance);
  if (ref.cluster !== cluster.name) {
    throw notAllowed(
      instance,
      `it is of the cluster '${ref.cluster}', and this portal serves '${cluster.name}'`,
    );
  }
  const abstraction = cluster
    .abstractions()
    .find(
      ({ apiVersion, kind }) =>
        kind.toLowerCase() === ref.kind &&
        apiVersion.split('/')[0] === ref.group,
    );
  if (!abstraction?.selfService) {
    throw notAllowed(
      instance,
      'it must be of an abstraction that may be ordered from the portal',
    );
  }
  const { name, namespace } = ref;
  const place = { name, ...(namespace ? { namespace } : {}) };
  const path =
    cluster.instance(String(instance))?.source.path ??
    cluster.deliveryPath({ abstraction: abstraction.name, ...place });
  return { ref: String(instance), abstraction, ...place, path };
}

function readRef(instance: unknown): InstanceRef {
  try {
    return parseInstanceRef(typeof instance === 'string' ? instance : '');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw notAllowed(
      instance,
      'it must be an instance ref such as mini-atlas:topic.mini-atlas.dev/shop/events',
    );
  }
}

function notAllowed(instance: unknown, rule: string): InvalidFieldError {
  return new InvalidFieldError(
    'instance',
    `instance is ${shownValue(instance)}: ${rule}`,
  );
}
