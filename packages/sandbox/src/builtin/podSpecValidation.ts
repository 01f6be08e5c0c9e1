import { JsonObject } from '@mini-atlas/kro';
import { nameFault } from '../apiserver/objectNames';
import { StatusCause } from '../apiserver/status';
import {
  duplicateValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from './causes';
import { objectAt, objectsAt, stringAt, valueAt } from './fields';
import { quantityFault } from './quantity';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const LAST_PORT = 65_535;

/** What is wrong with a pod spec at `path`; the part of `ValidatePodSpec` that manifests run into. */
export function validatePodSpec(
  spec: JsonObject | undefined,
  path: string,
): StatusCause[] {
  const containers = objectsAt(spec, 'containers');
  const all = [...objectsAt(spec, 'initContainers'), ...containers];
  const names = all.map(container => stringAt(container, 'name') ?? '');
  const volumes = objectsAt(spec, 'volumes').map(
    volume => stringAt(volume, 'name') ?? '',
  );
  return [
    ...validateVolumes(volumes, `${path}.volumes`),
    ...(containers.length === 0 ? [requiredValue(`${path}.containers`)] : []),
    ...['initContainers', 'containers'].flatMap(list =>
      objectsAt(spec, list).flatMap((container, index) =>
        validateContainer(container, `${path}.${list}[${index}]`, volumes),
      ),
    ),
    ...names
      .filter((name, index) => name && names.indexOf(name) < index)
      .map(name =>
        duplicateValue(
          `${path}.containers[${names.lastIndexOf(name)}].name`,
          name,
        ),
      ),
  ];
}

function validateVolumes(names: string[], path: string): StatusCause[] {
  return names.flatMap((name, index) => {
    const field = `${path}[${index}].name`;
    if (!name) return [requiredValue(field)];
    const fault = nameFault(name, 'dnsLabel');
    if (fault) return [invalidValue(field, name, fault)];
    return names.indexOf(name) < index ? [duplicateValue(field, name)] : [];
  });
}

function validateContainer(
  container: JsonObject,
  path: string,
  volumes: string[],
): StatusCause[] {
  const name = stringAt(container, 'name');
  const fault = name ? nameFault(name, 'dnsLabel') : undefined;
  const image = stringAt(container, 'image') ?? '';
  const policy = stringAt(container, 'imagePullPolicy') ?? 'Always';
  return [
    ...(name ? [] : [requiredValue(`${path}.name`)]),
    ...(fault ? [invalidValue(`${path}.name`, name, fault)] : []),
    ...(image ? [] : [requiredValue(`${path}.image`)]),
    ...(image !== image.trim()
      ? [
          invalidValue(
            `${path}.image`,
            image,
            'must not have leading or trailing whitespace',
          ),
        ]
      : []),
    ...(PULL_POLICIES.includes(policy)
      ? []
      : [unsupportedValue(`${path}.imagePullPolicy`, policy, PULL_POLICIES)]),
    ...objectsAt(container, 'ports').flatMap((port, index) =>
      validatePort(port, `${path}.ports[${index}]`),
    ),
    ...objectsAt(container, 'volumeMounts').flatMap((mount, index) => {
      const volume = stringAt(mount, 'name') ?? '';
      return volumes.includes(volume)
        ? []
        : [
            {
              reason: 'FieldValueNotFound',
              message: `Not found: ${JSON.stringify(volume)}`,
              field: `${path}.volumeMounts[${index}].name`,
            },
          ];
    }),
    ...validateResources(objectAt(container, 'resources'), `${path}.resources`),
  ];
}

function validatePort(port: JsonObject, path: string): StatusCause[] {
  const number = valueAt(port, 'containerPort');
  const protocol = stringAt(port, 'protocol') ?? 'TCP';
  return [
    ...(number === undefined ? [requiredValue(`${path}.containerPort`)] : []),
    ...portFault(number, `${path}.containerPort`),
    ...(PROTOCOLS.includes(protocol)
      ? []
      : [unsupportedValue(`${path}.protocol`, protocol, PROTOCOLS)]),
  ];
}

/** What is wrong with a port number; nothing when it is missing. */
export function portFault(number: unknown, field: string): StatusCause[] {
  return number === undefined ||
    (Number.isInteger(number) &&
      Number(number) >= 1 &&
      Number(number) <= LAST_PORT)
    ? []
    : [
        invalidValue(
          field,
          number,
          `must be between 1 and ${LAST_PORT}, inclusive`,
        ),
      ];
}

function validateResources(
  resources: JsonObject | undefined,
  path: string,
): StatusCause[] {
  return ['limits', 'requests'].flatMap(kind =>
    Object.entries(objectAt(resources, kind) ?? {}).flatMap(
      ([resource, quantity]) => {
        const fault = quantityFault(quantity);
        return fault
          ? [invalidValue(`${path}.${kind}[${resource}]`, quantity, fault)]
          : [];
      },
    ),
  );
}
