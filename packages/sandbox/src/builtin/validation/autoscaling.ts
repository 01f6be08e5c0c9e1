import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { nameFault } from '../../apiserver/objectNames';
import { StatusCause } from '../../apiserver/status';
import {
  forbiddenField,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '../causes';
import { isObject, numberAt, objectAt, objectsAt, stringAt } from '../fields';

/** The types of metrics, each with the field that has its source. */
const SOURCES: Record<string, string> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** What is wrong with a HorizontalPodAutoscaler, after `validateHorizontalPodAutoscalerSpec`. */
export function autoscalerFaults(object: KubernetesObject): StatusCause[] {
  const spec = objectAt(object, 'spec');
  const least = numberAt(spec, 'minReplicas');
  const metrics = objectsAt(spec, 'metrics');
  return [
    ...replicasFaults(least, numberAt(spec, 'maxReplicas') ?? 0),
    ...targetFaults(
      objectAt(spec, 'scaleTargetRef') ?? {},
      'spec.scaleTargetRef',
    ),
    ...metrics.flatMap((metric, index) =>
      metricFaults(metric, `spec.metrics[${index}]`),
    ),
    ...(least === 0 && !metrics.some(scalesToZero)
      ? [
          forbiddenField(
            'spec.metrics',
            'must specify at least one Object or External metric to support scaling to zero replicas',
          ),
        ]
      : []),
  ];
}

function scalesToZero({ type }: JsonObject): boolean {
  return type === 'Object' || type === 'External';
}

function replicasFaults(least: number | undefined, most: number) {
  const field = 'spec.maxReplicas';
  const atLeastOne = 'must be greater than or equal to 1';
  return [
    ...(least !== undefined && least < 1
      ? [invalidValue('spec.minReplicas', least, atLeastOne)]
      : []),
    ...(most === 0
      ? [requiredValue(field, 'must be set and greater than 0')]
      : []),
    ...(most < 0 ? [invalidValue(field, most, atLeastOne)] : []),
    ...(least !== undefined && most < least
      ? [
          invalidValue(
            field,
            most,
            'must be greater than or equal to `minReplicas`',
          ),
        ]
      : []),
  ];
}

function targetFaults(target: JsonObject, path: string): StatusCause[] {
  const version = stringAt(target, 'apiVersion') ?? '';
  return [
    ...['kind', 'name'].flatMap(field => {
      const text = stringAt(target, field) ?? '';
      if (!text) return [requiredValue(`${path}.${field}`)];
      const why = nameFault(text, 'pathSegment');
      return why ? [invalidValue(`${path}.${field}`, text, why)] : [];
    }),
    ...(version.includes('/')
      ? []
      : [
          invalidValue(
            `${path}.apiVersion`,
            version,
            'apiVersion must specify API group',
          ),
        ]),
  ];
}

function metricFaults(metric: JsonObject, path: string): StatusCause[] {
  const type = stringAt(metric, 'type') ?? '';
  const source = SOURCES[type];
  const unknown = source
    ? []
    : [unsupportedValue(`${path}.type`, type, Object.keys(SOURCES))];
  return [
    ...(type
      ? []
      : [requiredValue(`${path}.type`, 'must specify a metric source type')]),
    ...unknown,
    ...['resource', 'containerResource'].flatMap(field =>
      resourceFaults(objectAt(metric, field), `${path}.${field}`),
    ),
    ...(source && !isObject(metric[source])
      ? [
          requiredValue(
            `${path}.${source}`,
            'must populate information for the given metric source',
          ),
        ]
      : []),
    // It is said when the type is looked at, and again when its source is.
    ...unknown,
  ];
}

function resourceFaults(
  source: JsonObject | undefined,
  path: string,
): StatusCause[] {
  if (!source) return [];
  const target = objectAt(source, 'target') ?? {};
  const hasUtilization = target.averageUtilization !== undefined;
  const hasValue = target.averageValue !== undefined;
  return [
    ...(stringAt(source, 'name')
      ? []
      : [requiredValue(`${path}.name`, 'must specify a resource name')]),
    ...(hasUtilization || hasValue
      ? []
      : [
          requiredValue(
            `${path}.target.averageUtilization`,
            'must set either a target raw value or a target utilization',
          ),
        ]),
    ...(hasUtilization && hasValue
      ? [
          forbiddenField(
            `${path}.target.averageValue`,
            'may not set both a target raw value and a target utilization',
          ),
        ]
      : []),
  ];
}
