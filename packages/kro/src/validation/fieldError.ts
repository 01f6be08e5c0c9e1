/** A value that the API server would refuse. */
export interface FieldError {
  /** Where, e.g. `spec.ports[0].port`; '' for the object itself. */
  path: string;
  /** The value given; undefined when it is missing. */
  value: unknown;
  /** The keyword of the schema that it breaks, e.g. `maximum`, `required`, `x-kubernetes-validations`. */
  rule: string;
  /** For people, naming field and limit, in Kubernetes' words. */
  message: string;
}

/** Writes the path of a field or item below another. */
export function fieldBelow(path: string, part: string | number): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  if (/[^A-Za-z0-9_-]/.test(part)) return `${path}[${part}]`;
  return path ? `${path}.${part}` : part;
}
