import { JsonObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import { invalidValue, requiredValue, unsupportedValue } from '../causes';
import { objectAt, objectsAt, stringAt } from '../fields';
import { keyFaults, namedFaults, requiredNameFaults } from './names';
import { nameFault } from '../../apiserver/objectNames';

const ONE_SOURCE = 'may not have more than one field specified at a time';
const NO_SOURCE =
  'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
const SOURCES = [
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'fileKeyRef',
];

/** Fields of a pod that its variables can show. */
const POD_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** Fields that the API server can name, and variables cannot show. */
const OTHER_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
];

const RESOURCE_FIELDS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** What is wrong with the variables of a container, after `ValidateEnv` and `ValidateEnvFrom`. */
export function environmentFaults(
  container: JsonObject,
  path: string,
): StatusCause[] {
  return [
    ...objectsAt(container, 'env').flatMap((variable, index) => [
      ...variableNameFaults(
        stringAt(variable, 'name') ?? '',
        `${path}.env[${index}].name`,
      ),
      ...sourceFaults(variable, `${path}.env[${index}].valueFrom`),
    ]),
    ...objectsAt(container, 'envFrom').flatMap((source, index) =>
      sourceOfManyFaults(source, `${path}.envFrom`, index),
    ),
  ];
}

function variableNameFaults(name: string, field: string): StatusCause[] {
  if (!name) return [requiredValue(field)];
  return /^[ -<>-~]+$/.test(name)
    ? []
    : [
        invalidValue(
          field,
          name,
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ),
      ];
}

function sourceFaults(variable: JsonObject, path: string): StatusCause[] {
  const from = objectAt(variable, 'valueFrom');
  if (!from) return [];
  const sources = SOURCES.filter(source => objectAt(from, source));
  const why = sourceCountFault(sources.length, stringAt(variable, 'value'));
  return [
    ...fieldFaults(objectAt(from, 'fieldRef'), `${path}.fieldRef`),
    ...resourceFieldFaults(
      objectAt(from, 'resourceFieldRef'),
      `${path}.resourceFieldRef`,
    ),
    ...['configMapKeyRef', 'secretKeyRef'].flatMap(source =>
      keyReferenceFaults(objectAt(from, source), `${path}.${source}`),
    ),
    ...(why ? [invalidValue(path, '', why)] : []),
  ];
}

function sourceCountFault(count: number, value: string | undefined) {
  if (count === 0) return NO_SOURCE;
  if (value) return 'may not be specified when `value` is not empty';
  return count > 1 ? ONE_SOURCE : undefined;
}

function fieldFaults(
  reference: JsonObject | undefined,
  path: string,
): StatusCause[] {
  if (!reference) return [];
  const field = stringAt(reference, 'fieldPath');
  if (!field) return [requiredValue(`${path}.fieldPath`)];
  if (/^metadata\.(labels|annotations)\['.+'\]$/.test(field)) return [];
  if (POD_FIELDS.includes(field)) return [];
  return OTHER_FIELDS.includes(field)
    ? [unsupportedValue(`${path}.fieldPath`, field, POD_FIELDS)]
    : [
        invalidValue(
          `${path}.fieldPath`,
          field,
          `error converting fieldPath: field label not supported: ${field}`,
        ),
      ];
}

function resourceFieldFaults(
  reference: JsonObject | undefined,
  path: string,
): StatusCause[] {
  if (!reference) return [];
  const resource = stringAt(reference, 'resource');
  if (!resource) return [requiredValue(`${path}.resource`)];
  return RESOURCE_FIELDS.includes(resource) ||
    /^(limits|requests)\.hugepages-/.test(resource)
    ? []
    : [unsupportedValue(`${path}.resource`, resource, RESOURCE_FIELDS)];
}

function keyReferenceFaults(
  reference: JsonObject | undefined,
  path: string,
): StatusCause[] {
  if (!reference) return [];
  const name = stringAt(reference, 'name') ?? '';
  const key = stringAt(reference, 'key') ?? '';
  const why = nameFault(name, 'dnsSubdomain');
  return [
    ...(why ? [invalidValue(`${path}.name`, name, why)] : []),
    ...(key
      ? keyFaults(key).map(fault => invalidValue(`${path}.key`, key, fault))
      : [requiredValue(`${path}.key`)]),
  ];
}

function sourceOfManyFaults(
  source: JsonObject,
  path: string,
  index: number,
): StatusCause[] {
  const own = `${path}[${index}]`;
  const sources = ['configMapRef', 'secretRef'].filter(each =>
    objectAt(source, each),
  );
  const prefix = stringAt(source, 'prefix');
  return [
    ...(prefix ? variableNameFaults(prefix, `${own}.prefix`) : []),
    ...sources.flatMap(each =>
      requiredNameFaults(
        stringAt(source, each, 'name'),
        `${own}.${each}.name`,
        'dnsSubdomain',
      ),
    ),
    ...(sources.length === 0
      ? [
          invalidValue(
            path,
            '',
            'must specify one of: `configMapRef` or `secretRef`',
          ),
        ]
      : []),
    ...(sources.length > 1 ? [invalidValue(path, '', ONE_SOURCE)] : []),
  ];
}

/** What is wrong with the names of Secrets that images are pulled with. */
export function pullSecretFaults(
  spec: JsonObject | undefined,
  path: string,
): StatusCause[] {
  return objectsAt(spec, 'imagePullSecrets').flatMap((secret, index) =>
    namedFaults(
      stringAt(secret, 'name'),
      `${path}.imagePullSecrets[${index}].name`,
      'dnsSubdomain',
    ),
  );
}
