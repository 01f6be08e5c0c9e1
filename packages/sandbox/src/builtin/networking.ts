import { KubernetesObject } from '@mini-atlas/kro';
import { AGE_COLUMN, NAME_COLUMN, selectorText } from './columns';
import {
  ensureObject,
  objectsAt,
  objectAt,
  setDefault,
  stringAt,
} from './fields';
import { KindRules } from './kindRules';
import { ingressFaults, networkPolicyFaults } from './validation/networking';

/** Ingresses. */
export const ingress: KindRules = {
  generation: true,
  prepareCreate(draft) {
    draft.status = { loadBalancer: {} };
  },
  validate: ingressFaults,
  columns: [
    NAME_COLUMN,
    {
      name: 'Class',
      type: 'string',
      description:
        'The name of the IngressClass resource that should be used for additional configuration',
      cell: object => stringAt(object, 'spec', 'ingressClassName') ?? '<none>',
    },
    {
      name: 'Hosts',
      type: 'string',
      description:
        'Hosts that incoming requests are matched against before the ingress rule',
      cell: object =>
        objectsAt(object, 'spec', 'rules')
          .map(rule => stringAt(rule, 'host') ?? '')
          .filter(Boolean)
          .join(',') || '*',
    },
    {
      name: 'Address',
      type: 'string',
      description:
        'Address is a list containing ingress points for the load-balancer',
      cell: object =>
        objectsAt(object, 'status', 'loadBalancer', 'ingress')
          .map(({ ip, hostname }) => String(ip ?? hostname ?? ''))
          .join(','),
    },
    {
      name: 'Ports',
      type: 'string',
      description: 'Ports of TLS configurations that open',
      cell: object =>
        objectsAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80',
    },
    AGE_COLUMN,
  ],
};

/** NetworkPolicies: kept, not enforced. */
export const networkPolicy: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'podSelector', {});
    const hasEgress = objectsAt(spec, 'egress').length > 0;
    setDefault(
      spec,
      'policyTypes',
      hasEgress ? ['Ingress', 'Egress'] : ['Ingress'],
    );
    for (const rule of objectsAt(spec, 'ingress').concat(
      objectsAt(spec, 'egress'),
    )) {
      objectsAt(rule, 'ports').forEach(port =>
        setDefault(port, 'protocol', 'TCP'),
      );
    }
  },
  validate: networkPolicyFaults,
  columns: [
    NAME_COLUMN,
    {
      name: 'Pod-Selector',
      type: 'string',
      description: '',
      describedBy: 'spec.podSelector',
      cell: object => selectorText(objectAt(object, 'spec', 'podSelector')),
    },
    AGE_COLUMN,
  ],
};

/** EndpointSlices. */
export const endpointSlice: KindRules = {
  generation: true,
  setDefaults(draft) {
    for (const port of objectsAt(draft, 'ports')) {
      setDefault(port, 'name', '');
      setDefault(port, 'protocol', 'TCP');
    }
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'AddressType',
      type: 'string',
      description: '',
      describedBy: 'addressType',
      cell: object => stringAt(object, 'addressType') ?? '',
    },
    {
      name: 'Ports',
      type: 'string',
      description: '',
      describedBy: 'ports',
      cell: object =>
        objectsAt(object, 'ports')
          .map(({ port }) => port)
          .join(',') || '<unset>',
    },
    {
      name: 'Endpoints',
      type: 'string',
      description: '',
      describedBy: 'endpoints',
      cell: sliceAddresses,
    },
    AGE_COLUMN,
  ],
};

const SHOWN_ADDRESSES = 3;

/** The first addresses, and how many more there are. */
function shownAddresses(addresses: string[], none: string): string {
  if (addresses.length === 0) return none;
  const more = addresses.length - SHOWN_ADDRESSES;
  const shown = addresses.slice(0, SHOWN_ADDRESSES).join(',');
  return more > 0 ? `${shown} + ${more} more...` : shown;
}

function sliceAddresses(object: KubernetesObject): string {
  const addresses = objectsAt(object, 'endpoints').flatMap(endpoint =>
    Array.isArray(endpoint.addresses) ? endpoint.addresses.map(String) : [],
  );
  return shownAddresses(addresses, '<unset>');
}

/** Endpoints. */
export const endpoints: KindRules = {
  setDefaults(draft) {
    for (const subset of objectsAt(draft, 'subsets')) {
      objectsAt(subset, 'ports').forEach(port =>
        setDefault(port, 'protocol', 'TCP'),
      );
    }
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'Endpoints',
      type: 'string',
      description: '',
      describedBy: 'subsets',
      cell: subsetAddresses,
    },
    AGE_COLUMN,
  ],
};

function subsetAddresses(object: KubernetesObject): string {
  const all = objectsAt(object, 'subsets').flatMap(subset =>
    objectsAt(subset, 'addresses').flatMap(({ ip }) => {
      const ports = objectsAt(subset, 'ports');
      return ports.length > 0
        ? ports.map(({ port }) => `${ip}:${port}`)
        : [String(ip)];
    }),
  );
  return shownAddresses(all, '<none>');
}
