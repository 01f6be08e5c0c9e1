import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import {
  forbiddenField,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '../causes';
import { objectAt, stringAt, valueAt } from '../fields';
import { selectorMatches } from '../workload';
import { choiceFault, negativeFaults } from './numbers';
import { podTemplateFaults } from './podSpec';
import { selectorFaults } from './selectors';
import { fixedFaults } from './workload';
import { scheduleFault } from './schedule';

const POLICIES = ['OnFailure', 'Never'];
const UID_LABEL = 'batch.kubernetes.io/controller-uid';
const LONGEST_CRON_JOB_NAME = 52;

/** What is wrong with a Job, after `ValidateJob` and `ValidateJobSpecUpdate`. */
export function jobFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const spec = objectAt(object, 'spec');
  const selector = objectAt(spec, 'selector');
  const labels = objectAt(spec, 'template', 'metadata', 'labels') ?? {};
  return [
    ...(before ? [] : generatedSelectorFaults(object, spec)),
    ...jobSpecFaults(spec, 'spec'),
    ...(selector ? selectorFaults(selector, 'spec.selector') : []),
    ...(selector && !selectorMatches(selector, labels)
      ? [
          invalidValue(
            'spec.template.metadata.labels',
            labels,
            '`selector` does not match template `labels`',
          ),
        ]
      : []),
    ...fixedFaults(object, before, 'spec', 'completions'),
    ...fixedFaults(object, before, 'spec', 'selector'),
    ...fixedTemplateFaults(object, before),
    ...fixedFaults(object, before, 'spec', 'completionMode'),
    ...fixedFaults(object, before, 'spec', 'podFailurePolicy'),
    ...fixedFaults(object, before, 'spec', 'backoffLimitPerIndex'),
  ];
}

function fixedTemplateFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  // What is scheduled where may still change while the job is suspended.
  if (valueAt(before, 'spec', 'suspend') === true) return [];
  return fixedFaults(object, before, 'spec', 'template');
}

/** A selector that is not written by hand holds the uid of the job alone. */
function generatedSelectorFaults(
  { metadata }: KubernetesObject,
  spec: JsonObject | undefined,
): StatusCause[] {
  if (valueAt(spec, 'manualSelector') === true) return [];
  const selector = objectAt(spec, 'selector');
  const labels = objectAt(selector, 'matchLabels') ?? {};
  const isGenerated =
    Object.keys(labels).length === 1 && labels[UID_LABEL] === metadata.uid;
  return isGenerated
    ? []
    : [
        invalidValue(
          'spec.selector',
          selector ?? null,
          '`selector` not auto-generated',
        ),
      ];
}

/** What is wrong with the spec of a Job, or of what a CronJob makes. */
export function jobSpecFaults(
  spec: JsonObject | undefined,
  path: string,
): StatusCause[] {
  const template = objectAt(spec, 'template');
  return [
    ...negativeFaults(
      spec,
      path,
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
      'backoffLimitPerIndex',
      'maxFailedIndexes',
    ),
    ...choiceFault(valueAt(spec, 'completionMode'), `${path}.completionMode`, [
      'NonIndexed',
      'Indexed',
    ]),
    ...podTemplateFaults(template, `${path}.template`),
    ...restartFaults(
      stringAt(template, 'spec', 'restartPolicy') ?? '',
      `${path}.template.spec.restartPolicy`,
    ),
  ];
}

/** `Always`, which pods are defaulted to, cannot be meant: it counts as nothing. */
function restartFaults(policy: string, field: string): StatusCause[] {
  if (POLICIES.includes(policy)) return [];
  return policy === '' || policy === 'Always'
    ? [requiredValue(field, 'valid values: "OnFailure", "Never"')]
    : [unsupportedValue(field, policy, POLICIES)];
}

/** What is wrong with a CronJob, after `ValidateCronJobCreate`. */
export function cronJobFaults(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
): StatusCause[] {
  const spec = objectAt(object, 'spec');
  const { name = '' } = object.metadata;
  return [
    ...scheduleFaults(stringAt(spec, 'schedule') ?? ''),
    ...negativeFaults(spec, 'spec', 'startingDeadlineSeconds'),
    ...timeZoneFaults(valueAt(spec, 'timeZone')),
    ...choiceFault(
      valueAt(spec, 'concurrencyPolicy'),
      'spec.concurrencyPolicy',
      ['Allow', 'Forbid', 'Replace'],
    ),
    ...jobTemplateFaults(objectAt(spec, 'jobTemplate', 'spec')),
    ...negativeFaults(
      spec,
      'spec',
      'successfulJobsHistoryLimit',
      'failedJobsHistoryLimit',
    ),
    ...(!before && name.length > LONGEST_CRON_JOB_NAME
      ? [
          invalidValue(
            'metadata.name',
            name,
            `must be no more than ${LONGEST_CRON_JOB_NAME} characters`,
          ),
        ]
      : []),
  ];
}

function jobTemplateFaults(spec: JsonObject | undefined): StatusCause[] {
  const path = 'spec.jobTemplate.spec';
  return [
    ...jobSpecFaults(spec, path),
    ...(valueAt(spec, 'manualSelector') === true
      ? [unsupportedValue(`${path}.manualSelector`, true, ['nil', 'false'])]
      : []),
    ...(objectAt(spec, 'selector')
      ? [
          forbiddenField(
            `${path}.selector`,
            '`selector` will be auto-generated',
          ),
        ]
      : []),
  ];
}

function scheduleFaults(schedule: string): StatusCause[] {
  const field = 'spec.schedule';
  if (!schedule) return [requiredValue(field)];
  const fault = scheduleFault(schedule);
  return [
    ...(fault ? [invalidValue(field, schedule, fault)] : []),
    ...(schedule.includes('TZ')
      ? [
          invalidValue(
            field,
            schedule,
            'cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
          ),
        ]
      : []),
  ];
}

function timeZoneFaults(zone: unknown): StatusCause[] {
  const field = 'spec.timeZone';
  if (typeof zone !== 'string') return [];
  if (!zone) {
    return [
      invalidValue(field, zone, 'timeZone must be nil or non-empty string'),
    ];
  }
  return isTimeZone(zone)
    ? []
    : [invalidValue(field, zone, `unknown time zone ${zone}`)];
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
