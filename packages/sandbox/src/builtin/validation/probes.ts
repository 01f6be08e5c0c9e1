import { JsonObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import {
  forbiddenField,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '../causes';
import { isObject, objectAt, stringAt, stringsAt, valueAt } from '../fields';
import { negativeFaults, portOrNameFaults } from './numbers';

const SCHEMES = ['HTTP', 'HTTPS'];

/** How a handler acts, and what is wrong with it, in the order the API server looks at them. */
const HANDLERS: Record<
  string,
  (handler: JsonObject, path: string) => StatusCause[]
> = {
  exec: (handler, path) =>
    stringsAt(handler, 'command').length > 0
      ? []
      : [requiredValue(`${path}.command`)],
  httpGet: (handler, path) => [
    ...(stringAt(handler, 'path') ? [] : [requiredValue(`${path}.path`)]),
    ...portOrNameFaults(valueAt(handler, 'port'), `${path}.port`),
    ...schemeFaults(stringAt(handler, 'scheme') ?? 'HTTP', `${path}.scheme`),
  ],
  tcpSocket: (handler, path) =>
    portOrNameFaults(valueAt(handler, 'port'), `${path}.port`),
  grpc: (handler, path) =>
    portOrNameFaults(valueAt(handler, 'port'), `${path}.port`),
  sleep: () => [],
};

function schemeFaults(scheme: string, field: string): StatusCause[] {
  return SCHEMES.includes(scheme)
    ? []
    : [unsupportedValue(field, scheme, SCHEMES)];
}

function handlerFaults(handler: JsonObject, path: string): StatusCause[] {
  const [first, ...others] = Object.keys(HANDLERS).filter(kind =>
    isObject(handler[kind]),
  );
  if (!first) return [requiredValue(path, 'must specify a handler type')];
  return [
    ...HANDLERS[first](objectAt(handler, first) ?? {}, `${path}.${first}`),
    ...others.map(kind =>
      forbiddenField(
        `${path}.${kind}`,
        'may not specify more than 1 handler type',
      ),
    ),
  ];
}

/** What is wrong with the probes and the lifecycle of a container that runs beside others. */
export function probesFaults(
  container: JsonObject,
  path: string,
): StatusCause[] {
  const lifecycle = objectAt(container, 'lifecycle');
  return [
    ...['postStart', 'preStop'].flatMap(hook => {
      const handler = objectAt(lifecycle, hook);
      return handler ? handlerFaults(handler, `${path}.lifecycle.${hook}`) : [];
    }),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(probe =>
      probeFaults(objectAt(container, probe), `${path}.${probe}`, probe),
    ),
  ];
}

function probeFaults(
  probe: JsonObject | undefined,
  path: string,
  kind: string,
): StatusCause[] {
  if (!probe) return [];
  const threshold = valueAt(probe, 'successThreshold') ?? 1;
  return [
    ...handlerFaults(probe, path),
    ...negativeFaults(
      probe,
      path,
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
    ),
    ...(kind !== 'readinessProbe' && threshold !== 1
      ? [invalidValue(`${path}.successThreshold`, threshold, 'must be 1')]
      : []),
  ];
}

/** What an init container cannot have, unless it goes on running. */
const LASTING = [
  'lifecycle',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
];

/** What is wrong with the probes and the lifecycle of an init container. */
export function initProbesFaults(
  container: JsonObject,
  path: string,
): StatusCause[] {
  if (stringAt(container, 'restartPolicy') === 'Always') {
    return probesFaults(container, path);
  }
  return LASTING.filter(field => isObject(container[field])).map(field =>
    forbiddenField(
      `${path}.${field}`,
      'may not be set for init containers without restartPolicy=Always',
    ),
  );
}
