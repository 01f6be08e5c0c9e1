import {
  buildGraph,
  KubernetesObject,
  parseResourceGraphDefinition,
} from '@mini-atlas/kro';
import { definition, servedType } from '../__testUtils__/foundation';

/*
 * A template of an abstraction is free text to the API server. KRO knows the types of what it makes; so a field that is
 * misspelt, or of another type, must keep the graph from being accepted. Each field is broken once.
 */

/** Maps whose keys no type knows: labels, amounts, settings of Kafka. */
const FREE =
  /\.(labels|annotations|matchLabels|selector|requests|limits|hard|default|defaultRequest|config)$/;

/** All paths into a value; below a free map only as far as the map. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  const text = path.join('.');
  if (typeof value !== 'object' || value === null) return [];
  if (FREE.test(text) && !isSelector(value)) return [];
  return Object.entries(value).flatMap(([name, below]) => [
    [...path, name],
    ...pathsOf(below, [...path, name]),
  ]);
}

/** A Deployment's selector has fields; a Service's has labels. */
function isSelector(value: object): boolean {
  return 'matchLabels' in value;
}

type Change = (name: string, value: unknown) => [string, unknown];

/** A copy in which one field is another. */
function changed(
  value: unknown,
  [first, ...rest]: string[],
  change: Change,
): unknown {
  const entries = Object.entries(Object(value)).map(([name, below]) => {
    if (name !== first) return [name, below];
    return rest.length > 0
      ? [name, changed(below, rest, change)]
      : change(name, below);
  });
  return Array.isArray(value)
    ? entries.map(([, below]) => below)
    : Object.fromEntries(entries);
}

const misspelt: Change = (name, value) => [`${name}X`, value];
const mistyped: Change = (name, value) => [
  name,
  typeof value === 'object' ? 'text' : { not: 'this' },
];

function isAccepted(graph: KubernetesObject): boolean {
  try {
    buildGraph(parseResourceGraphDefinition(graph), servedType);
    return true;
  } catch {
    return false;
  }
}

it.each(['workspace', 'webapplication', 'infrastructure', 'topic'])(
  'finds every mistake in what a %s makes',
  name => {
    const graph = definition(name);
    expect(isAccepted(graph)).toBe(true);
    const fields = pathsOf(graph).filter(path =>
      /^spec\.resources\.\d+\.template\./.test(path.join('.')),
    );
    expect(fields.length).toBeGreaterThan(40);
    const broken = (path: string[], change: Change): KubernetesObject => ({
      ...graph,
      ...Object(changed(graph, path, change)),
    });
    const unnoticed = fields.flatMap(path => {
      const isItem = /^\d+$/.test(path[path.length - 1]);
      const isFree = /\.config$/.test(path.join('.'));
      return [
        ...(!isItem && isAccepted(broken(path, misspelt))
          ? [`misspelt ${path.join('.')}`]
          : []),
        ...(!isFree && isAccepted(broken(path, mistyped))
          ? [`mistyped ${path.join('.')}`]
          : []),
      ];
    });
    expect(unnoticed).toEqual([]);
  },
);
