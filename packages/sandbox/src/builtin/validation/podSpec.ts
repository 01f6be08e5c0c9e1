import { JsonObject } from '@mini-atlas/kro';
import {
  labelValueFault,
  qualifiedNameFaults,
} from '../../apiserver/objectNames';
import { StatusCause } from '../../apiserver/status';
import {
  validateAnnotations,
  validateLabels,
} from '../../apiserver/validateMetadata';
import { invalidValue } from '../causes';
import { objectAt, objectsAt, stringAt, valueAt } from '../fields';
import { containersFaults, idFaults } from './containers';
import { pullSecretFaults } from './environment';
import { namedFaults } from './names';
import { choiceFault, rangeFault } from './numbers';
import { labelFaults, texts } from './selectors';
import { volumeFaults } from './volumes';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = [
  'ClusterFirstWithHostNet',
  'ClusterFirst',
  'Default',
  'None',
];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong with a pod spec at `path`; the part of `ValidatePodSpec` that manifests run into, in its order. */
export function podSpecFaults(
  spec: JsonObject | undefined,
  path: string,
): StatusCause[] {
  const volumes = volumeFaults(spec, `${path}.volumes`);
  const deadline = valueAt(spec, 'activeDeadlineSeconds');
  return [
    ...volumes.faults,
    ...containersFaults(spec, path, volumes.names),
    ...choiceFault(
      valueAt(spec, 'restartPolicy'),
      `${path}.restartPolicy`,
      RESTART_POLICIES,
      { required: true },
    ),
    ...choiceFault(
      valueAt(spec, 'dnsPolicy'),
      `${path}.dnsPolicy`,
      DNS_POLICIES,
    ),
    ...labelFaults(objectAt(spec, 'nodeSelector'), `${path}.nodeSelector`),
    ...idFaults(
      objectAt(spec, 'securityContext'),
      `${path}.securityContext`,
      'fsGroup',
      'runAsUser',
      'runAsGroup',
    ),
    ...pullSecretFaults(spec, path),
    ...namedFaults(
      stringAt(spec, 'serviceAccountName'),
      `${path}.serviceAccountName`,
      'dnsSubdomain',
    ),
    ...namedFaults(
      stringAt(spec, 'nodeName'),
      `${path}.nodeName`,
      'dnsSubdomain',
    ),
    ...(deadline === undefined || deadline === null
      ? []
      : rangeFault(deadline, `${path}.activeDeadlineSeconds`, 1)),
    ...namedFaults(stringAt(spec, 'hostname'), `${path}.hostname`, 'dnsLabel'),
    ...namedFaults(
      stringAt(spec, 'subdomain'),
      `${path}.subdomain`,
      'dnsLabel',
    ),
    ...objectsAt(spec, 'tolerations').flatMap((toleration, index) =>
      tolerationFaults(toleration, `${path}.tolerations[${index}]`),
    ),
    ...namedFaults(
      stringAt(spec, 'priorityClassName'),
      `${path}.priorityClassName`,
      'dnsSubdomain',
    ),
  ];
}

/** What is wrong with a pod template: its labels and annotations stand beside its metadata in the messages. */
export function podTemplateFaults(
  template: JsonObject | undefined,
  path: string,
): StatusCause[] {
  const metadata = objectAt(template, 'metadata');
  return [
    ...validateLabels(texts(objectAt(metadata, 'labels')), `${path}.labels`),
    ...validateAnnotations(
      texts(objectAt(metadata, 'annotations')),
      `${path}.annotations`,
    ),
    ...podSpecFaults(objectAt(template, 'spec'), `${path}.spec`),
  ];
}

/** What only pods mind, and no template. */
export function podImageFaults(
  spec: JsonObject | undefined,
  path: string,
): StatusCause[] {
  return ['containers', 'initContainers'].flatMap(list =>
    objectsAt(spec, list).flatMap((container, index) => {
      const image = stringAt(container, 'image') ?? '';
      return image === image.trim()
        ? []
        : [
            invalidValue(
              `${path}.${list}[${index}].image`,
              image,
              'must not have leading or trailing whitespace',
            ),
          ];
    }),
  );
}

function tolerationFaults(toleration: JsonObject, path: string): StatusCause[] {
  const key = stringAt(toleration, 'key') ?? '';
  const operator = stringAt(toleration, 'operator') ?? '';
  const effect = stringAt(toleration, 'effect') ?? '';
  return [
    ...(key
      ? qualifiedNameFaults(key).map(why =>
          invalidValue(`${path}.key`, key, why),
        )
      : []),
    ...(!key && operator !== 'Exists'
      ? [
          invalidValue(
            `${path}.operator`,
            operator,
            'operator must be Exists when `key` is empty, which means "match all values and all keys"',
          ),
        ]
      : []),
    ...(valueAt(toleration, 'tolerationSeconds') !== undefined &&
    effect !== 'NoExecute'
      ? [
          invalidValue(
            `${path}.effect`,
            effect,
            "effect must be 'NoExecute' when `tolerationSeconds` is set",
          ),
        ]
      : []),
    ...tolerationValueFaults(toleration, operator, path),
    ...choiceFault(effect, `${path}.effect`, EFFECTS),
  ];
}

function tolerationValueFaults(
  toleration: JsonObject,
  operator: string,
  path: string,
): StatusCause[] {
  const field = `${path}.operator`;
  const value = stringAt(toleration, 'value') ?? '';
  switch (operator) {
    case '':
    case 'Equal': {
      const why = labelValueFault(value);
      return why ? [invalidValue(field, value, why)] : [];
    }
    case 'Exists':
      return value
        ? [
            invalidValue(
              field,
              value,
              "value must be empty when `operator` is 'Exists'",
            ),
          ]
        : [];
    default:
      return choiceFault(operator, field, ['Equal', 'Exists']);
  }
}
