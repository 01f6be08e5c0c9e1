import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import { selectorMatches } from '../workload';
import {
  asInternal,
  forbiddenField,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '../causes';
import { objectAt, stringAt, valueAt } from '../fields';
import {
  intOrPercentFaults,
  isZero,
  negativeFaults,
  overAllFaults,
} from './numbers';
import { podTemplateFaults } from './podSpec';
import { selectorFaults } from './selectors';

const TEMPLATE = 'spec.template';
const MISMATCH = '`selector` does not match template `labels`';

/** What is wrong with a selector that must be there and select something. */
export function ownSelectorFaults(
  object: KubernetesObject,
  kind: string,
): StatusCause[] {
  const selector = objectAt(object, 'spec', 'selector');
  if (!selector) return [requiredValue('spec.selector')];
  return [
    ...selectorFaults(selector, 'spec.selector'),
    ...(isEmpty(selector)
      ? [
          invalidValue(
            'spec.selector',
            selector,
            `empty selector is invalid for ${kind}`,
          ),
        ]
      : []),
  ];
}

function isEmpty(selector: JsonObject): boolean {
  return (
    Object.keys(objectAt(selector, 'matchLabels') ?? {}).length === 0 &&
    !(Array.isArray(selector.matchExpressions) && selector.matchExpressions[0])
  );
}

/** Can this selector be used at all? */
function isUsable(selector: JsonObject): boolean {
  return selectorFaults(selector, 'spec.selector').length === 0;
}

/** What is wrong with the template that pods are made from, and with what it is selected by. */
export function templateFaults(
  object: KubernetesObject,
  owner: string,
): StatusCause[] {
  const selector = objectAt(object, 'spec', 'selector');
  const template = objectAt(object, 'spec', 'template');
  return [
    ...(selector && isEmpty(selector) ? [] : mismatchFaults(object)),
    ...podTemplateFaults(template, TEMPLATE),
    ...restartFaults(template),
    ...deadlineFaults(template, owner),
  ];
}

/** What is wrong with labels that the selector does not match. */
export function mismatchFaults(object: KubernetesObject): StatusCause[] {
  const selector = objectAt(object, 'spec', 'selector');
  const labels = objectAt(object, 'spec', 'template', 'metadata', 'labels');
  return selector && selectorMatches(selector, labels ?? {})
    ? []
    : [invalidValue(`${TEMPLATE}.metadata.labels`, labels ?? null, MISMATCH)];
}

/** Pods of a workload always start again. */
export function restartFaults(template: JsonObject | undefined): StatusCause[] {
  const policy = stringAt(template, 'spec', 'restartPolicy') ?? '';
  return policy === 'Always'
    ? []
    : [unsupportedValue(`${TEMPLATE}.spec.restartPolicy`, policy, ['Always'])];
}

/** Pods of a workload have no end. */
export function deadlineFaults(
  template: JsonObject | undefined,
  owner: string,
): StatusCause[] {
  const deadline = valueAt(template, 'spec', 'activeDeadlineSeconds');
  return deadline === undefined || deadline === null
    ? []
    : [
        forbiddenField(
          `${TEMPLATE}.spec.activeDeadlineSeconds`,
          `activeDeadlineSeconds in ${owner} is not Supported`,
        ),
      ];
}

/** What is wrong with a field that has changed and may not. */
export function fixedFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
  ...path: string[]
): StatusCause[] {
  const value = valueAt(object, ...path);
  return before &&
    JSON.stringify(value) !== JSON.stringify(valueAt(before, ...path))
    ? [invalidValue(path.join('.'), value ?? null, 'field is immutable')]
    : [];
}

/** What is wrong with a Deployment, after `ValidateDeploymentSpec`. */
export function deploymentFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const spec = objectAt(object, 'spec');
  const selector = objectAt(spec, 'selector');
  return [
    ...negativeFaults(spec, 'spec', 'replicas'),
    ...ownSelectorFaults(object, 'deployment'),
    ...(!selector || isUsable(selector)
      ? templateFaults(object, 'ReplicaSet')
      : [invalidValue('spec.selector', selector, 'invalid label selector')]),
    ...strategyFaults(objectAt(spec, 'strategy') ?? {}),
    ...negativeFaults(
      spec,
      'spec',
      'minReadySeconds',
      'revisionHistoryLimit',
      'progressDeadlineSeconds',
    ),
    ...progressFaults(spec),
    ...fixedFaults(object, before, 'spec', 'selector'),
  ];
}

function progressFaults(spec: JsonObject | undefined): StatusCause[] {
  const deadline = valueAt(spec, 'progressDeadlineSeconds');
  const ready = Number(valueAt(spec, 'minReadySeconds') ?? 0);
  return typeof deadline === 'number' && deadline <= ready
    ? [
        invalidValue(
          'spec.progressDeadlineSeconds',
          deadline,
          'must be greater than minReadySeconds',
        ),
      ]
    : [];
}

function strategyFaults(strategy: JsonObject): StatusCause[] {
  const path = 'spec.strategy';
  const rolling = objectAt(strategy, 'rollingUpdate');
  switch (strategy.type) {
    case 'Recreate':
      return rolling
        ? [
            forbiddenField(
              `${path}.rollingUpdate`,
              "may not be specified when strategy `type` is 'Recreate'",
            ),
          ]
        : [];
    case 'RollingUpdate':
      return rollingFaults(rolling ?? {}, `${path}.rollingUpdate`);
    default:
      return [
        unsupportedValue(
          path,
          asInternal(strategy, { Type: '', RollingUpdate: null }),
          ['Recreate', 'RollingUpdate'],
        ),
      ];
  }
}

function rollingFaults(rolling: JsonObject, path: string): StatusCause[] {
  const { maxUnavailable, maxSurge } = rolling;
  return [
    ...intOrPercentFaults(maxUnavailable, `${path}.maxUnavailable`),
    ...intOrPercentFaults(maxSurge, `${path}.maxSurge`),
    ...(isZero(maxUnavailable) && isZero(maxSurge)
      ? [
          invalidValue(
            `${path}.maxUnavailable`,
            maxUnavailable,
            'may not be 0 when `maxSurge` is 0',
          ),
        ]
      : []),
    ...overAllFaults(maxUnavailable, `${path}.maxUnavailable`),
  ];
}

/** What is wrong with a ReplicaSet, after `ValidateReplicaSetSpec`. */
export function replicaSetFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const selector = objectAt(object, 'spec', 'selector');
  return [
    ...negativeFaults(
      objectAt(object, 'spec'),
      'spec',
      'replicas',
      'minReadySeconds',
    ),
    ...ownSelectorFaults(object, 'deployment'),
    ...(!selector || isUsable(selector)
      ? templateFaults(object, 'ReplicaSet')
      : [invalidValue('spec.selector', selector, 'invalid label selector')]),
    ...fixedFaults(object, before, 'spec', 'selector'),
  ];
}
