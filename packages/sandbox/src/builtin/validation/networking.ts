import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { isIP } from 'node:net';
import { StatusCause } from '../../apiserver/status';
import { forbiddenField, invalidValue, requiredValue } from '../causes';
import {
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
  valueAt,
} from '../fields';
import { liesIn, rangeFault } from './addresses';
import { namedFaults } from './names';
import {
  choiceFault,
  portFault,
  portNameFaults,
  portOrNameFaults,
} from './numbers';
import { selectorFaults } from './selectors';

const WILDCARD =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const WILDCARD_HOST =
  /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const BAD_PARTS = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];

/** What is wrong with an Ingress, after `ValidateIngressSpec`. */
export function ingressFaults(object: KubernetesObject): StatusCause[] {
  const spec = objectAt(object, 'spec') ?? {};
  const rules = objectsAt(spec, 'rules');
  const backend = objectAt(spec, 'defaultBackend');
  return [
    ...(rules.length === 0 && !backend
      ? [
          invalidValue(
            'spec',
            null,
            'either `defaultBackend` or `rules` must be specified',
          ),
        ]
      : []),
    ...(backend ? backendFaults(backend, 'spec.defaultBackend') : []),
    ...rules.flatMap((rule, index) => ruleFaults(rule, `spec.rules[${index}]`)),
    ...objectsAt(spec, 'tls').flatMap((tls, index) => [
      ...stringsAt(tls, 'hosts').flatMap((host, at) =>
        hostNameFaults(host, `spec.tls[${index}].hosts[${at}]`),
      ),
      ...namedFaults(
        stringAt(tls, 'secretName'),
        `spec.tls[${index}].secretName`,
        'dnsSubdomain',
      ),
    ]),
    ...namedFaults(
      stringAt(spec, 'ingressClassName'),
      'spec.ingressClassName',
      'dnsSubdomain',
    ),
  ];
}

function hostNameFaults(host: string, field: string): StatusCause[] {
  if (!host.includes('*')) return namedFaults(host, field, 'dnsSubdomain');
  return WILDCARD_HOST.test(host) ? [] : [invalidValue(field, host, WILDCARD)];
}

function ruleFaults(rule: JsonObject, path: string): StatusCause[] {
  const host = stringAt(rule, 'host') ?? '';
  const http = objectAt(rule, 'http');
  const paths = objectsAt(http, 'paths');
  return [
    ...(isIP(host)
      ? [
          invalidValue(
            `${path}.host`,
            host,
            'must be a DNS name, not an IP address',
          ),
        ]
      : []),
    ...(host ? hostNameFaults(host, `${path}.host`) : []),
    ...(http && paths.length === 0
      ? [requiredValue(`${path}.http.paths`)]
      : []),
    ...paths.flatMap((each, index) =>
      pathFaults(each, `${path}.http.paths[${index}]`),
    ),
  ];
}

function pathFaults(each: JsonObject, path: string): StatusCause[] {
  const type = stringAt(each, 'pathType');
  if (type === undefined) {
    return [requiredValue(`${path}.pathType`, 'pathType must be specified')];
  }
  return [
    ...pathTextFaults(stringAt(each, 'path') ?? '', type, `${path}.path`),
    ...choiceFault(
      type,
      `${path}.pathType`,
      ['Exact', 'ImplementationSpecific', 'Prefix'],
      { required: true },
    ),
    ...backendFaults(objectAt(each, 'backend') ?? {}, `${path}.backend`),
  ];
}

function pathTextFaults(
  text: string,
  type: string,
  field: string,
): StatusCause[] {
  const isLoose = type === 'ImplementationSpecific';
  if (!isLoose && type !== 'Exact' && type !== 'Prefix') return [];
  const needsRoot = isLoose ? text !== '' : true;
  return [
    ...(needsRoot && !text.startsWith('/') ? ['must be an absolute path'] : []),
    ...(isLoose ? [] : BAD_PARTS)
      .filter(part => text.includes(part))
      .map(part => `must not contain '${part}'`),
    ...(isLoose ? [] : BAD_ENDS)
      .filter(end => text.endsWith(end))
      .map(end => `cannot end with '${end}'`),
  ].map(why => invalidValue(field, text, why));
}

function backendFaults(backend: JsonObject, path: string): StatusCause[] {
  const service = objectAt(backend, 'service');
  const resource = objectAt(backend, 'resource');
  if (service && resource) {
    return [
      invalidValue(path, '', 'cannot set both resource and service backends'),
    ];
  }
  if (resource) return [];
  if (!service) {
    return [invalidValue(path, '', 'resource or service backend is required')];
  }
  const name = stringAt(service, 'name') ?? '';
  return [
    ...(name
      ? namedFaults(name, `${path}.service.name`, 'dnsLabel')
      : [requiredValue(`${path}.service.name`)]),
    ...servicePortFaults(service, path),
  ];
}

function servicePortFaults(service: JsonObject, path: string): StatusCause[] {
  const name = stringAt(service, 'port', 'name') ?? '';
  const number = numberAt(service, 'port', 'number') ?? 0;
  if (name && number) {
    return [invalidValue(path, '', 'cannot set both port name & port number')];
  }
  if (name) {
    return portNameFaults(name).map(why =>
      invalidValue(`${path}.service.port.name`, name, why),
    );
  }
  return number
    ? portFault(number, `${path}.service.port.number`)
    : [requiredValue(path, 'port name or number is required')];
}

const DIRECTIONS: [string, string][] = [
  ['ingress', 'from'],
  ['egress', 'to'],
];

/** What is wrong with a NetworkPolicy, after `ValidateNetworkPolicySpec`. */
export function networkPolicyFaults(object: KubernetesObject): StatusCause[] {
  const spec = objectAt(object, 'spec') ?? {};
  const types = stringsAt(spec, 'policyTypes');
  return [
    ...selectorFaults(objectAt(spec, 'podSelector'), 'spec.podSelector'),
    ...DIRECTIONS.flatMap(([direction, peers]) =>
      objectsAt(spec, direction).flatMap((rule, index) => {
        const path = `spec.${direction}[${index}]`;
        return [
          ...objectsAt(rule, 'ports').flatMap((port, at) =>
            policyPortFaults(port, `${path}.ports[${at}]`),
          ),
          ...objectsAt(rule, peers).flatMap((peer, at) =>
            peerFaults(peer, `${path}.${peers}[${at}]`),
          ),
        ];
      }),
    ),
    ...(types.length > 2
      ? [
          invalidValue(
            'spec.policyTypes',
            types,
            'may not specify more than two policyTypes',
          ),
        ]
      : types.flatMap((type, index) =>
          choiceFault(type, `spec.policyTypes[${index}]`, [
            'Ingress',
            'Egress',
          ]),
        )),
  ];
}

function policyPortFaults(port: JsonObject, path: string): StatusCause[] {
  const number = valueAt(port, 'port');
  const end = numberAt(port, 'endPort');
  return [
    ...choiceFault(port.protocol, `${path}.protocol`, ['TCP', 'UDP', 'SCTP']),
    ...(typeof number === 'string'
      ? [
          ...(end === undefined
            ? []
            : [
                invalidValue(
                  `${path}.endPort`,
                  end,
                  'may not be specified when `port` is non-numeric',
                ),
              ]),
          ...portOrNameFaults(number, `${path}.port`),
        ]
      : [
          ...portFault(number, `${path}.port`),
          ...endPortFaults(number, end, `${path}.endPort`),
        ]),
  ];
}

function endPortFaults(
  number: unknown,
  end: number | undefined,
  field: string,
): StatusCause[] {
  if (end === undefined) return [];
  if (typeof number !== 'number') {
    return [
      invalidValue(
        field,
        end,
        'may not be specified when `port` is not specified',
      ),
    ];
  }
  return [
    // It is the port that stands in the message.
    ...(end < number
      ? [invalidValue(field, number, 'must be greater than or equal to `port`')]
      : []),
    ...portFault(end, field),
  ];
}

function peerFaults(peer: JsonObject, path: string): StatusCause[] {
  const selectors = ['podSelector', 'namespaceSelector'].filter(selector =>
    objectAt(peer, selector),
  );
  const block = objectAt(peer, 'ipBlock');
  return [
    ...selectors.flatMap(selector =>
      selectorFaults(objectAt(peer, selector), `${path}.${selector}`),
    ),
    ...(block ? blockFaults(block, `${path}.ipBlock`) : []),
    ...(selectors.length === 0 && !block
      ? [requiredValue(path, 'must specify a peer')]
      : []),
    ...(selectors.length > 0 && block
      ? [forbiddenField(path, 'may not specify both ipBlock and another peer')]
      : []),
  ];
}

function blockFaults(block: JsonObject, path: string): StatusCause[] {
  const range = stringAt(block, 'cidr') ?? '';
  if (!range) return [requiredValue(`${path}.cidr`)];
  const why = rangeFault(range);
  if (why) return [invalidValue(`${path}.cidr`, range, why)];
  return stringsAt(block, 'except').flatMap((except, index) => {
    const fault =
      rangeFault(except) ??
      (liesIn(except, range) ? undefined : 'must be a strict subset of `cidr`');
    return fault
      ? [invalidValue(`${path}.except[${index}]`, except, fault)]
      : [];
  });
}
