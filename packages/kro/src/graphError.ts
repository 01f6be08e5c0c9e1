/**
 * A ResourceGraphDefinition that KRO would reject. The message is KRO's own where one is known;
 * `path` is the place in the RGD, e.g. `spec.resources[1].template.spec.replicas`.
 */
export class GraphError extends Error {
  readonly path: string;

  constructor(message: string, path = '') {
    super(message);
    this.name = 'GraphError';
    this.path = path;
  }
}

/** Runs `make` and puts `path` and `prefix` in front of whatever GraphError it throws. */
export function within<T>(path: string, prefix: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError(
      `${prefix}${error.message}`,
      joinErrorPath(path, error.path),
    );
  }
}

function joinErrorPath(outer: string, inner: string): string {
  if (!inner) return outer;
  if (!outer || inner.startsWith('[')) return `${outer}${inner}`;
  return `${outer}.${inner}`;
}
