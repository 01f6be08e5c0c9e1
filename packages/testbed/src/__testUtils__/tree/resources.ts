import { ClusterObject } from '../../cluster/objectPaths';
import { Layer } from './platformTree';

/** What one container asks for and may take; millicores and MiB. */
export interface Share {
  /** The object and the place in it. */
  of: string;
  cpu?: number;
  memory?: number;
  /** The most memory that it may take. */
  limit?: number;
}

interface Resources {
  requests?: { cpu?: string; memory?: string };
  limits?: { memory?: string };
}

/**
 * What the containers of a layer's objects take: those of workloads, of Kafka, and of charts as far as their values say it.
 * Init containers are left out of sums: they are gone when the others start, and none takes more than they do.
 */
export function sharesOf({ documents }: Layer): Share[] {
  return documents.flatMap(({ object }) =>
    placesOf(object).map(([place, resources]) =>
      share(`${object.kind} ${object.metadata.name} ${place}`, resources),
    ),
  );
}

/** The places of an object where resources stand, by name. */
function placesOf(object: ClusterObject): [string, Resources | undefined][] {
  const { spec } = Object(object);
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return containersOf(spec.template.spec);
    case 'KafkaNodePool':
      return [['pool', spec.resources]];
    case 'Kafka':
      return Object.entries<{ resources: Resources }>(spec.entityOperator).map(
        ([name, { resources }]) => [name, resources],
      );
    case 'HelmRelease':
      return enabledResources(spec.values, []);
    default:
      return [];
  }
}

function containersOf(pod: {
  containers: { name: string; resources?: Resources }[];
}): [string, Resources | undefined][] {
  return pod.containers.map(({ name, resources }) => [name, resources]);
}

/** Fields named `resources` of values, where nothing above them says `enabled: false`. */
function enabledResources(
  values: Record<string, unknown>,
  path: string[],
): [string, Resources][] {
  if (values.enabled === false) return [];
  return Object.entries(values).flatMap(
    ([name, value]): [string, Resources][] => {
      if (name === 'resources')
        return [[path.join('.') || 'pod', Object(value)]];
      // Containers that are gone when the others start.
      if (name === 'initContainer' || !isObject(value)) return [];
      return enabledResources(value, [...path, name]);
    },
  );
}

function share(of: string, { requests, limits }: Resources = {}): Share {
  return {
    of,
    cpu: millicores(requests?.cpu),
    memory: mebibytes(requests?.memory),
    limit: mebibytes(limits?.memory),
  };
}

function millicores(text?: string): number | undefined {
  if (text === undefined) return undefined;
  return text.endsWith('m') ? Number(text.slice(0, -1)) : 1000 * Number(text);
}

function mebibytes(text?: string): number | undefined {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(text ?? '') ?? [];
  return number ? Number(number) * (unit === 'Gi' ? 1024 : 1) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
