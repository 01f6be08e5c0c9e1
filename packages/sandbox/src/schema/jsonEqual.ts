import { isRecord } from './keywords';

/** Whether two JSON values are the same; the order of fields does not matter, and `undefined` means absent. */
export function jsonEqual(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item, index) => jsonEqual(item, right[index]))
    );
  }
  if (isRecord(left) && isRecord(right)) {
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].every(
      key => jsonEqual(left[key], right[key]),
    );
  }
  return left === right;
}
