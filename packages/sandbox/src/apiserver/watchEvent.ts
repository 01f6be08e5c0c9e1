import { KubernetesObject } from '@mini-atlas/kro';
import { objectJson } from '../store/serialised';

/** The event that was written last. */
let last: { type: string; object: KubernetesObject; line: Buffer } | undefined;

/** The line of a watch for JSON text. */
export function eventLine(type: string, json: string): string {
  return `{"type":"${type}","object":${json}}\n`;
}

/**
 * The line of a watch for a whole object. Each change is told to one watcher after the other: those that want it whole
 * share its bytes.
 *
 * @param object - frozen
 */
export function objectEventLine(
  type: string,
  object: KubernetesObject,
): Buffer {
  if (last?.type !== type || last.object !== object) {
    const line = eventLine(type, objectJson(object, object.apiVersion));
    last = { type, object, line: Buffer.from(line) };
  }
  return last.line;
}
