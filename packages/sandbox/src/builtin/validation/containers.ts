import { JsonObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import {
  asInternal,
  duplicateValue,
  forbiddenField,
  invalidValue,
  requiredValue,
} from '../causes';
import { objectAt, objectsAt, stringAt, valueAt } from '../fields';
import { environmentFaults } from './environment';
import { requiredNameFaults } from './names';
import { choiceFault, portFault, portNameFaults, rangeFault } from './numbers';
import { initProbesFaults, probesFaults } from './probes';
import { resourceFaults } from './resources';
import { mountFaults } from './volumes';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** What is wrong with the containers of a pod, then with its init containers. */
export function containersFaults(
  spec: JsonObject | undefined,
  path: string,
  volumes: string[],
): StatusCause[] {
  const containers = objectsAt(spec, 'containers');
  const names: string[] = [];
  const regular =
    containers.length === 0
      ? [requiredValue(`${path}.containers`)]
      : containers.flatMap((container, index) => {
          const own = `${path}.containers[${index}]`;
          return [
            ...containerFaults(container, own, volumes),
            ...nameTwice(container, own, names),
            ...probesFaults(container, own),
          ];
        });
  return [
    ...regular,
    ...objectsAt(spec, 'initContainers').flatMap((container, index) => {
      const own = `${path}.initContainers[${index}]`;
      return [
        ...containerFaults(container, own, volumes),
        ...nameTwice(container, own, names),
        ...initProbesFaults(container, own),
      ];
    }),
  ];
}

/** A name that another container has; takes down the names as it goes. */
function nameTwice(
  container: JsonObject,
  path: string,
  names: string[],
): StatusCause[] {
  const name = stringAt(container, 'name') ?? '';
  if (names.includes(name)) return [duplicateValue(`${path}.name`, name)];
  names.push(name);
  return [];
}

/** What all containers have in common, after `validateContainerCommon`. */
function containerFaults(
  container: JsonObject,
  path: string,
  volumes: string[],
): StatusCause[] {
  return [
    ...requiredNameFaults(
      stringAt(container, 'name'),
      `${path}.name`,
      'dnsLabel',
    ),
    ...(stringAt(container, 'image') ? [] : [requiredValue(`${path}.image`)]),
    ...choiceFault(
      valueAt(container, 'terminationMessagePolicy'),
      `${path}.terminationMessagePolicy`,
      MESSAGE_POLICIES,
    ),
    ...portsFaults(container, `${path}.ports`),
    ...environmentFaults(container, path),
    ...mountFaults(container, `${path}.volumeMounts`, volumes),
    ...choiceFault(
      valueAt(container, 'imagePullPolicy'),
      `${path}.imagePullPolicy`,
      PULL_POLICIES,
    ),
    ...resourceFaults(objectAt(container, 'resources'), `${path}.resources`),
    ...securityFaults(
      objectAt(container, 'securityContext'),
      `${path}.securityContext`,
    ),
  ];
}

function portsFaults(container: JsonObject, path: string): StatusCause[] {
  const names: string[] = [];
  return objectsAt(container, 'ports').flatMap((port, index) => {
    const own = `${path}[${index}]`;
    const number = valueAt(port, 'containerPort') ?? 0;
    const hostPort = valueAt(port, 'hostPort');
    return [
      ...portNameCauses(stringAt(port, 'name'), `${own}.name`, names),
      ...(number === 0
        ? [requiredValue(`${own}.containerPort`)]
        : portFault(number, `${own}.containerPort`)),
      ...portFault(hostPort === 0 ? undefined : hostPort, `${own}.hostPort`),
      ...choiceFault(valueAt(port, 'protocol'), `${own}.protocol`, PROTOCOLS),
    ];
  });
}

function portNameCauses(
  name: string | undefined,
  field: string,
  names: string[],
): StatusCause[] {
  if (!name) return [];
  const faults = portNameFaults(name);
  if (faults.length > 0) {
    return faults.map(why => invalidValue(field, name, why));
  }
  if (names.includes(name)) return [duplicateValue(field, name)];
  names.push(name);
  return [];
}

/** The internal type of a container's security context. */
const SECURITY = {
  Capabilities: null,
  Privileged: null,
  SELinuxOptions: null,
  WindowsOptions: null,
  RunAsUser: null,
  RunAsGroup: null,
  RunAsNonRoot: null,
  ReadOnlyRootFilesystem: null,
  AllowPrivilegeEscalation: null,
  ProcMount: null,
  SeccompProfile: null,
  AppArmorProfile: null,
};

function securityFaults(
  context: JsonObject | undefined,
  path: string,
): StatusCause[] {
  if (!context) return [];
  const contradicts =
    context.privileged === true && context.allowPrivilegeEscalation === false;
  return [
    ...(context.privileged === true
      ? [forbiddenField(`${path}.privileged`, 'disallowed by cluster policy')]
      : []),
    ...idFaults(context, path, 'runAsUser', 'runAsGroup'),
    ...(contradicts
      ? [
          invalidValue(
            path,
            asInternal(context, SECURITY),
            'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
          ),
        ]
      : []),
  ];
}

/** What is wrong with the numbers of users and groups. */
export function idFaults(
  context: JsonObject | undefined,
  path: string,
  ...fields: string[]
): StatusCause[] {
  return fields.flatMap(field => {
    const id = valueAt(context, field);
    return id === undefined || id === null
      ? []
      : rangeFault(id, `${path}.${field}`, 0);
  });
}
