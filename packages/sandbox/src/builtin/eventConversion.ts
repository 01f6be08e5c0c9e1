import { KubernetesObject } from '@mini-atlas/kro';
import { Conversion } from '../apiserver/servedType';

/** Field names of `events.k8s.io/v1` and what they are called in the stored `v1`. */
const RENAMED: [inEvents: string, inCore: string][] = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['reportingController', 'reportingComponent'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
];

function renamed(
  object: KubernetesObject,
  apiVersion: string,
  names: [from: string, to: string][],
): KubernetesObject {
  const converted: KubernetesObject = { ...object, apiVersion };
  for (const [from, to] of names) {
    if (converted[from] !== undefined) {
      converted[to] = converted[from];
      delete converted[from];
    }
  }
  return converted;
}

/** `events.k8s.io/v1` Events are the same objects as `v1` Events under other field names. */
export const eventConversion: Conversion = {
  toStored: object => renamed(object, 'v1', RENAMED),
  fromStored: object =>
    renamed(
      object,
      'events.k8s.io/v1',
      RENAMED.map(([inEvents, inCore]) => [inCore, inEvents]),
    ),
};
