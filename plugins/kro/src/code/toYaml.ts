import { stringify } from 'yaml';

/** A value as YAML, long strings unfolded. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}
