import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import {
  duplicateValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from './causes';
import { AGE_COLUMN, fieldColumn, labelText, NAME_COLUMN } from './columns';
import {
  ensureObject,
  numberAt,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
  stringsAt,
  valueAt,
} from './fields';
import { KindRules, RuleContext } from './kindRules';
import { portFault } from './podSpecValidation';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const HEADLESS = 'None';

/** Services: an address of the service network, which stays theirs. */
export const service: KindRules = {
  name: 'dns1035Label',
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
    if (spec.type !== 'ClusterIP') {
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
  validate: (object, before, context) => [
    ...validateSpec(object),
    ...(before
      ? immutableCauses(object, before)
      : addressCauses(object, context)),
  ],
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

function validateSpec(object: KubernetesObject): StatusCause[] {
  const type = stringAt(object, 'spec', 'type') ?? '';
  const allPorts = objectsAt(object, 'spec', 'ports');
  const isHeadless = stringAt(object, 'spec', 'clusterIP') === HEADLESS;
  const needsPorts = type !== 'ExternalName' && !isHeadless;
  return [
    ...(TYPES.includes(type)
      ? []
      : [unsupportedValue('spec.type', type, TYPES)]),
    ...(needsPorts && allPorts.length === 0
      ? [requiredValue('spec.ports')]
      : []),
    ...(type === 'ExternalName' && !stringAt(object, 'spec', 'externalName')
      ? [requiredValue('spec.externalName')]
      : []),
    ...allPorts.flatMap((port, index) => validatePort(port, index, allPorts)),
  ];
}

function validatePort(
  port: JsonObject,
  index: number,
  all: JsonObject[],
): StatusCause[] {
  const path = `spec.ports[${index}]`;
  const name = stringAt(port, 'name') ?? '';
  const first = all.findIndex(
    other => (stringAt(other, 'name') ?? '') === name,
  );
  return [
    ...(all.length > 1 && !name ? [requiredValue(`${path}.name`)] : []),
    ...(name && first < index ? [duplicateValue(`${path}.name`, name)] : []),
    ...portFault(valueAt(port, 'port') ?? 0, `${path}.port`),
    ...(typeof port.targetPort === 'number'
      ? portFault(port.targetPort, `${path}.targetPort`)
      : []),
  ];
}

function addressCauses(
  object: KubernetesObject,
  context: RuleContext,
): StatusCause[] {
  const field = 'spec.clusterIPs[0]';
  const address = stringAt(object, 'spec', 'clusterIP');
  if (stringAt(object, 'spec', 'type') === 'ExternalName') return [];
  if (address === HEADLESS) return [];
  if (!address) {
    return [requiredValue(field, 'no address of the service network is free')];
  }
  return context.clusterIpIsFree(address)
    ? []
    : [
        invalidValue(
          field,
          [address],
          'failed to allocate IP: provided IP is already allocated or not in the valid range 10.96.0.0/16',
        ),
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
