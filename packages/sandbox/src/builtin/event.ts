import { KubernetesObject } from '@mini-atlas/kro';
import { NAME_COLUMN } from './columns';
import { ageOf } from './duration';
import { numberAt, stringAt, valueAt } from './fields';
import { KindRules, TableColumn } from './kindRules';

const field =
  (...path: string[]) =>
  (object: KubernetesObject) =>
    stringAt(object, ...path) ?? '';

/** The part of an Event that says what it is about: in `v1`, or in `events.k8s.io/v1`. */
const about = (name: string) => (object: KubernetesObject) =>
  field('involvedObject', name)(object) || field('regarding', name)(object);

/** Events; both API groups show the same ones. */
export const event: KindRules = {
  name: 'pathSegment',
  describedAs: { apiVersion: 'v1', kind: 'Event' },
  selectableFields: {
    'involvedObject.kind': about('kind'),
    'involvedObject.namespace': about('namespace'),
    'involvedObject.name': about('name'),
    'involvedObject.uid': about('uid'),
    'involvedObject.apiVersion': about('apiVersion'),
    'involvedObject.resourceVersion': about('resourceVersion'),
    'involvedObject.fieldPath': about('fieldPath'),
    'regarding.kind': about('kind'),
    'regarding.namespace': about('namespace'),
    'regarding.name': about('name'),
    'regarding.uid': about('uid'),
    reason: field('reason'),
    reportingComponent: object =>
      field('reportingComponent')(object) ||
      field('reportingController')(object),
    source: object =>
      field('source', 'component')(object) ||
      field('reportingComponent')(object),
    type: field('type'),
  },
  columns: [
    column('Last Seen', 'lastTimestamp', seenAt),
    column('Type', 'type', field('type')),
    column('Reason', 'reason', field('reason')),
    column(
      'Object',
      'involvedObject',
      object =>
        `${about('kind')(object).toLowerCase()}/${about('name')(object)}`,
    ),
    {
      ...column('Subobject', 'involvedObject.fieldPath', about('fieldPath')),
      priority: 1,
    },
    { ...column('Source', 'source', source), priority: 1 },
    column('Message', 'message', object =>
      (field('message')(object) || field('note')(object)).trim(),
    ),
    {
      ...column('First Seen', 'firstTimestamp', (object, now) =>
        ageOf(
          field('firstTimestamp')(object) || field('eventTime')(object),
          now,
        ),
      ),
      priority: 1,
    },
    {
      ...column('Count', 'count', object =>
        String(
          numberAt(object, 'series', 'count') ?? numberAt(object, 'count') ?? 1,
        ),
      ),
      priority: 1,
    },
    { ...NAME_COLUMN, priority: 1 },
  ],
};

function column(
  name: string,
  describedBy: string,
  cell: TableColumn['cell'],
): TableColumn {
  return { name, type: 'string', description: '', describedBy, cell };
}

function seenAt(object: KubernetesObject, now: Date): string {
  return ageOf(
    valueAt(object, 'series', 'lastObservedTime') ??
      valueAt(object, 'lastTimestamp') ??
      valueAt(object, 'deprecatedLastTimestamp') ??
      valueAt(object, 'eventTime'),
    now,
  );
}

function source(object: KubernetesObject): string {
  const component =
    field('source', 'component')(object) || field('reportingComponent')(object);
  const host = field('source', 'host')(object);
  return host ? `${component}, ${host}` : component;
}
