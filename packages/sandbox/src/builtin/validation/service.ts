import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  requiredValue,
} from '../causes';
import {
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
  valueAt,
} from '../fields';
import { addressFault, rangeFault } from './addresses';
import { namedFaults } from './names';
import { choiceFault, portFault, portOrNameFaults } from './numbers';
import { labelFaults } from './selectors';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const HEADLESS = 'None';

/** Can a Service be reached from outside? */
export function isExternal(spec: JsonObject): boolean {
  return (
    spec.type === 'LoadBalancer' ||
    spec.type === 'NodePort' ||
    (spec.type === 'ClusterIP' && stringsAt(spec, 'externalIPs').length > 0)
  );
}

/** What is wrong with a Service, in the order of `validateService`; what it is given is not looked at. */
export function serviceFaults(object: KubernetesObject): StatusCause[] {
  const spec = objectAt(object, 'spec') ?? {};
  const type = stringAt(spec, 'type') ?? '';
  const ports = objectsAt(spec, 'ports');
  const isHeadless = spec.clusterIP === HEADLESS;
  // Addresses are dealt out before anything else is looked at.
  const families = type === 'ExternalName' ? [] : familyFaults(spec);
  if (families.length > 0) return families;
  return [
    ...(ports.length === 0 && !isHeadless && type !== 'ExternalName'
      ? [requiredValue('spec.ports')]
      : []),
    ...(type === 'ExternalName' ? externalNameFaults(spec) : []),
    ...portsFaults(ports),
    ...labelFaults(objectAt(spec, 'selector'), 'spec.selector'),
    ...choiceFault(spec.sessionAffinity, 'spec.sessionAffinity', [
      'ClientIP',
      'None',
    ]),
    ...externalAddressFaults(spec),
    ...choiceFault(type, 'spec.type', TYPES, { required: true }),
    ...(type === 'ClusterIP' ? nodePortFaults(ports) : []),
    ...repeatedPortFaults(ports),
    ...sourceRangeFaults(spec, type),
    ...policyFaults(spec, type),
  ];
}

function externalNameFaults(spec: JsonObject): StatusCause[] {
  const name = (stringAt(spec, 'externalName') ?? '').replace(/\.$/, '');
  return name
    ? namedFaults(name, 'spec.externalName', 'dnsSubdomain')
    : [requiredValue('spec.externalName')];
}

function portsFaults(ports: JsonObject[]): StatusCause[] {
  const names: string[] = [];
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const name = stringAt(port, 'name') ?? '';
    const isTaken = names.includes(name);
    if (name) names.push(name);
    return [
      ...(ports.length > 1 && !name ? [requiredValue(`${path}.name`)] : []),
      ...namedFaults(name, `${path}.name`, 'dnsLabel'),
      ...(isTaken ? [duplicateValue(`${path}.name`, name)] : []),
      ...portFault(valueAt(port, 'port') ?? 0, `${path}.port`),
      ...choiceFault(valueAt(port, 'protocol'), `${path}.protocol`, PROTOCOLS),
      ...portOrNameFaults(valueAt(port, 'targetPort'), `${path}.targetPort`),
    ];
  });
}

function familyFaults(spec: JsonObject): StatusCause[] {
  return [
    ...stringsAt(spec, 'ipFamilies').flatMap((family, index) =>
      choiceFault(family, `spec.ipFamilies[${index}]`, ['IPv4', 'IPv6']),
    ),
    ...choiceFault(spec.ipFamilyPolicy, 'spec.ipFamilyPolicy', [
      'PreferDualStack',
      'RequireDualStack',
      'SingleStack',
    ]),
    ...stringsAt(spec, 'clusterIPs').flatMap((address, index) => {
      const why = address === HEADLESS ? undefined : addressFault(address);
      return why
        ? [invalidValue(`spec.clusterIPs[${index}]`, address, why)]
        : [];
    }),
  ];
}

function externalAddressFaults(spec: JsonObject): StatusCause[] {
  return stringsAt(spec, 'externalIPs').flatMap((address, index) => {
    const why = addressFault(address) ?? loopbackFault(address);
    return why
      ? [invalidValue(`spec.externalIPs[${index}]`, address, why)]
      : [];
  });
}

function loopbackFault(address: string): string | undefined {
  if (address === '0.0.0.0' || address === '::') {
    return 'may not be unspecified (0.0.0.0 or ::)';
  }
  return address.startsWith('127.') || address === '::1'
    ? 'may not be in the loopback range (127.0.0.0/8, ::1/128)'
    : undefined;
}

function nodePortFaults(ports: JsonObject[]): StatusCause[] {
  return ports.flatMap((port, index) =>
    numberAt(port, 'nodePort')
      ? [
          forbiddenField(
            `spec.ports[${index}].nodePort`,
            "may not be used when `type` is 'ClusterIP'",
          ),
        ]
      : [],
  );
}

function repeatedPortFaults(ports: JsonObject[]): StatusCause[] {
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const key = `${port.protocol}/${port.port}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      duplicateValue(`spec.ports[${index}]`, {
        Name: '',
        Protocol: port.protocol,
        AppProtocol: null,
        Port: port.port,
        TargetPort: 0,
        NodePort: 0,
      }),
    ];
  });
}

function sourceRangeFaults(spec: JsonObject, type: string): StatusCause[] {
  const path = 'spec.LoadBalancerSourceRanges';
  const ranges = stringsAt(spec, 'loadBalancerSourceRanges');
  return [
    ...(ranges.length > 0 && type !== 'LoadBalancer'
      ? [forbiddenField(path, "may only be used when `type` is 'LoadBalancer'")]
      : []),
    ...ranges.flatMap((range, index) => {
      const why = rangeFault(range.trim());
      return why ? [invalidValue(`${path}[${index}]`, range.trim(), why)] : [];
    }),
  ];
}

function policyFaults(spec: JsonObject, type: string): StatusCause[] {
  const policy = spec.externalTrafficPolicy;
  return [
    ...(!isExternal(spec) && policy
      ? [
          invalidValue(
            'spec.externalTrafficPolicy',
            policy,
            'may only be set for externally-accessible services',
          ),
        ]
      : choiceFault(policy, 'spec.externalTrafficPolicy', [
          'Cluster',
          'Local',
        ])),
    ...(type === 'ExternalName'
      ? []
      : choiceFault(spec.internalTrafficPolicy, 'spec.internalTrafficPolicy', [
          'Cluster',
          'Local',
        ])),
  ];
}
