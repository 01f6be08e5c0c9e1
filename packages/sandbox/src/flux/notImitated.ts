import { Fields } from './fields';

/** Names the fields that are set but that the sandbox does not imitate; `undefined` when there are none. */
export function notImitated(
  spec: Fields,
  fields: string[],
): string | undefined {
  const used = fields.filter(field => spec[field] !== undefined);
  return used.length === 0
    ? undefined
    : `the sandbox does not imitate ${used
        .map(field => `spec.${field}`)
        .join(', ')}: leave it out, or use the testbed or a real cluster`;
}
