import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { invalidValue, requiredValue } from './causes';
import { AGE_COLUMN, fieldColumn, labelText, NAME_COLUMN } from './columns';
import {
  ensureObject,
  numberAt,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
  stringsAt,
} from './fields';
import { KindRules, RuleContext } from './kindRules';
import { isExternal, serviceFaults } from './validation/service';

const HEADLESS = 'None';

/** Services: an address of the service network, which stays theirs. */
export const service: KindRules = {
  name: 'dnsLabel',
  returnsDeleted: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'type', 'ClusterIP');
    setDefault(spec, 'sessionAffinity', 'None');
    for (const port of objectsAt(spec, 'ports')) {
      setDefault(port, 'protocol', 'TCP');
      const number = numberAt(port, 'port');
      if (number !== undefined) setDefault(port, 'targetPort', number);
    }
    if (spec.type === 'ExternalName') return;
    setDefault(spec, 'internalTrafficPolicy', 'Cluster');
    if (spec.type === 'LoadBalancer') {
      setDefault(spec, 'allocateLoadBalancerNodePorts', true);
    }
    if (isExternal(spec)) {
      setDefault(spec, 'externalTrafficPolicy', 'Cluster');
    }
  },
  prepareCreate(draft, context) {
    draft.status = { loadBalancer: {} };
    allocate(ensureObject(draft, 'spec'), context);
  },
  prepareUpdate(draft, before, context) {
    const spec = ensureObject(draft, 'spec');
    const address = stringAt(before, 'spec', 'clusterIP');
    if (spec.type !== 'ExternalName' && address) {
      if (!spec.clusterIP) spec.clusterIP = address;
      if (stringsAt(spec, 'clusterIPs').length === 0) {
        spec.clusterIPs = stringsAt(before, 'spec', 'clusterIPs');
      }
      for (const field of ['ipFamilies', 'ipFamilyPolicy']) {
        const value = objectAt(before, 'spec')?.[field];
        if (value !== undefined) setDefault(spec, field, value);
      }
    }
    allocate(spec, context);
  },
  validate(object, before, context) {
    const causes = serviceFaults(object);
    if (before) return [...causes, ...immutableCauses(object, before)];
    // An address is asked for once all the rest is right.
    return causes.length > 0 ? causes : addressCauses(object, context);
  },
  columns: [
    NAME_COLUMN,
    fieldColumn('Type', 'string', 'spec.type'),
    fieldColumn('Cluster-IP', 'string', 'spec.clusterIP', '<none>'),
    {
      name: 'External-IP',
      type: 'string',
      description: '',
      describedBy: 'spec.externalIPs',
      cell: externalAddresses,
    },
    {
      name: 'Port(s)',
      type: 'string',
      description: '',
      describedBy: 'spec.ports',
      cell: ports,
    },
    AGE_COLUMN,
    {
      name: 'Selector',
      type: 'string',
      priority: 1,
      description: '',
      describedBy: 'spec.selector',
      cell: object =>
        labelText(objectAt(object, 'spec', 'selector')) || '<none>',
    },
  ],
};

/** Gives the Service its address and families; leaves what is set. */
function allocate(spec: JsonObject, context: RuleContext): void {
  if (spec.type === 'ExternalName') return;
  if (!spec.clusterIP) {
    const address =
      stringsAt(spec, 'clusterIPs')[0] ?? context.allocateClusterIp();
    if (address) spec.clusterIP = address;
  }
  if (typeof spec.clusterIP === 'string') {
    setDefault(spec, 'clusterIPs', [spec.clusterIP]);
  }
  setDefault(spec, 'ipFamilies', ['IPv4']);
  setDefault(spec, 'ipFamilyPolicy', 'SingleStack');
}

function addressCauses(
  object: KubernetesObject,
  context: RuleContext,
): StatusCause[] {
  const field = 'spec.clusterIPs';
  const address = stringAt(object, 'spec', 'clusterIP');
  if (stringAt(object, 'spec', 'type') === 'ExternalName') return [];
  if (address === HEADLESS) return [];
  if (!address) {
    return [requiredValue(field, 'no address of the service network is free')];
  }
  if (context.clusterIpIsFree(address)) return [];
  const why = address.startsWith('10.96.')
    ? 'provided IP is already allocated'
    : 'the provided network does not match the current range';
  return [
    invalidValue(field, [address], `failed to allocate IP ${address}: ${why}`),
  ];
}

function immutableCauses(
  object: KubernetesObject,
  before: KubernetesObject,
): StatusCause[] {
  const address = stringAt(object, 'spec', 'clusterIP');
  const had = stringAt(before, 'spec', 'clusterIP');
  return had && address && address !== had
    ? [invalidValue('spec.clusterIPs[0]', [address], 'may not change once set')]
    : [];
}

function externalAddresses(object: KubernetesObject): string {
  const type = stringAt(object, 'spec', 'type');
  if (type === 'ExternalName') {
    return stringAt(object, 'spec', 'externalName') ?? '';
  }
  const addresses = [
    ...objectsAt(object, 'status', 'loadBalancer', 'ingress').map(
      ({ ip, hostname }) => String(ip ?? hostname ?? ''),
    ),
    ...stringsAt(object, 'spec', 'externalIPs'),
  ];
  if (addresses.length > 0) return addresses.join(',');
  return type === 'LoadBalancer' ? '<pending>' : '<none>';
}

function ports(object: KubernetesObject): string {
  return (
    objectsAt(object, 'spec', 'ports')
      .map(({ port, nodePort, protocol }) =>
        nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
      )
      .join(',') || '<none>'
  );
}
