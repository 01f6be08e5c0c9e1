import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import {
  asInternal,
  forbiddenField,
  invalidValue,
  unsupportedValue,
} from '../causes';
import { objectAt, stringAt, valueAt } from '../fields';
import { namedFaults } from './names';
import { negativeFaults } from './numbers';
import { podTemplateFaults } from './podSpec';
import { selectorFaults } from './selectors';
import {
  deadlineFaults,
  fixedFaults,
  mismatchFaults,
  ownSelectorFaults,
  restartFaults,
} from './workload';

/** What a change of a StatefulSet may touch. */
const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

const OTHERS_FORBIDDEN =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** What is wrong with a StatefulSet, after `ValidateStatefulSetSpec`. */
export function statefulSetFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const spec = objectAt(object, 'spec');
  const template = templateOf(spec);
  return [
    ...managementFaults(stringAt(spec, 'podManagementPolicy') ?? ''),
    ...strategyFaults(objectAt(spec, 'updateStrategy') ?? {}, [
      'RollingUpdate',
      'OnDelete',
    ]),
    ...negativeFaults(spec, 'spec', 'replicas', 'minReadySeconds'),
    ...(before
      ? []
      : namedFaults(
          stringAt(spec, 'serviceName'),
          'spec.serviceName',
          'dnsLabel',
        )),
    ...ownSelectorFaults(object, 'statefulset'),
    ...(objectAt(spec, 'selector') ? mismatchFaults(object) : []),
    ...podTemplateFaults(template, 'spec.template'),
    ...restartFaults(template),
    ...deadlineFaults(template, 'StatefulSet'),
    ...(before && fixedPart(object) !== fixedPart(before)
      ? [forbiddenField('spec', OTHERS_FORBIDDEN)]
      : []),
  ];
}

/** The template with the volumes that come from claims; its host's name is not looked at. */
function templateOf(spec: JsonObject | undefined): JsonObject | undefined {
  const template = objectAt(spec, 'template');
  const podSpec = objectAt(template, 'spec');
  const claims = valueAt(spec, 'volumeClaimTemplates');
  if (!podSpec) return template;
  const { hostname: _hostname, subdomain: _subdomain, ...rest } = podSpec;
  const volumes = Array.isArray(podSpec.volumes) ? podSpec.volumes : [];
  const claimed = (Array.isArray(claims) ? claims : []).map(claim => ({
    name: stringAt(claim, 'metadata', 'name') ?? '',
    persistentVolumeClaim: {
      claimName: stringAt(claim, 'metadata', 'name') ?? '',
    },
  }));
  const names = claimed.map(({ name }) => name);
  return {
    ...template,
    spec: {
      ...rest,
      volumes: [
        ...claimed,
        ...volumes.filter(
          volume => !names.includes(stringAt(volume, 'name') ?? ''),
        ),
      ],
    },
  };
}

function managementFaults(policy: string): StatusCause[] {
  return ['OrderedReady', 'Parallel'].includes(policy)
    ? []
    : [
        invalidValue(
          'spec.podManagementPolicy',
          policy,
          "must be 'OrderedReady' or 'Parallel'",
        ),
      ];
}

function strategyFaults(
  strategy: JsonObject,
  [first, second]: string[],
): StatusCause[] {
  return [first, second].includes(String(strategy.type))
    ? []
    : [
        invalidValue(
          'spec.updateStrategy',
          asInternal(strategy, { Type: '', RollingUpdate: null }),
          `must be '${first}' or '${second}'`,
        ),
      ];
}

function fixedPart(object: KubernetesObject): string {
  const spec = objectAt(object, 'spec') ?? {};
  return JSON.stringify(
    Object.entries(spec)
      .filter(([field]) => !CHANGEABLE.includes(field))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What is wrong with a DaemonSet, after `ValidateDaemonSetSpec`. */
export function daemonSetFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  const selector = objectAt(spec, 'selector');
  const strategy = objectAt(spec, 'updateStrategy') ?? {};
  return [
    ...selectorFaults(selector, 'spec.selector'),
    ...mismatchFaults(object),
    ...(selector && Object.keys(selector).length === 0
      ? [
          invalidValue(
            'spec.selector',
            selector,
            'empty selector is invalid for daemonset',
          ),
        ]
      : []),
    ...podTemplateFaults(template, 'spec.template'),
    ...restartFaults(template),
    ...deadlineFaults(template, 'DaemonSet'),
    ...negativeFaults(spec, 'spec', 'minReadySeconds'),
    ...(['RollingUpdate', 'OnDelete'].includes(String(strategy.type))
      ? []
      : [
          unsupportedValue(
            'spec.updateStrategy',
            asInternal(strategy, { Type: '', RollingUpdate: null }),
            ['RollingUpdate', 'OnDelete'],
          ),
        ]),
    ...negativeFaults(spec, 'spec', 'revisionHistoryLimit'),
    ...fixedFaults(object, before, 'spec', 'selector'),
  ];
}
