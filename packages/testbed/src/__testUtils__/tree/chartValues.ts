import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DATA_DIRECTORY } from '../../packageDirectories';
import { ClusterObject } from '../../cluster/objectPaths';
import { PlatformTree } from './platformTree';

/** A release of a chart in the tree. */
export interface Release {
  /** The name of its OCIRepository. */
  chart: string;
  name: string;
  namespace: string;
  values: Record<string, unknown>;
}

const CHARTS = join(DATA_DIRECTORY, '../src/__fixtures__/charts');
const REQUIREMENTS = {
  requests: { cpu: '1', memory: '1Mi' },
  limits: { cpu: '1', memory: '1Mi' },
};

/** All releases of the tree. */
export function releasesOf({ layers }: PlatformTree): Release[] {
  return layers
    .flatMap(({ documents }) => documents)
    .flatMap(({ object }) =>
      object.kind === 'HelmRelease' ? [releaseOf(object)] : [],
    );
}

function releaseOf({ metadata, spec }: ClusterObject): Release {
  const { chartRef, values } = Object(spec);
  const { name, namespace = 'default' } = metadata;
  return { chart: chartRef.name, name, namespace, values };
}

/** The values that a chart comes with. */
export function defaultValues(chart: string): Record<string, unknown> {
  return parse(readFileSync(join(CHARTS, `${chart}.yaml`), 'utf8'));
}

/**
 * What is wrong with values: keys that the chart does not have, and values of another type. Where the chart's own value is
 * null or empty, only the keys of resource requirements are known.
 */
export function valueFaults(
  values: Record<string, unknown>,
  defaults: Record<string, unknown>,
  path: string[] = [],
): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const place = [...path, name].join('.');
    if (!(name in defaults)) return [`${place} is no value of the chart`];
    const isRequirements = /^(resources|\w+Resources)$/.test(name);
    const known = isRequirements ? REQUIREMENTS : defaults[name];
    if (known === null || known === undefined) return [];
    if (typeOf(known) !== typeOf(value)) {
      return [`${place} is a ${typeOf(value)}, not a ${typeOf(known)}`];
    }
    if (!isObject(value) || !isObject(known)) return [];
    if (Object.keys(known).length === 0) return [];
    return valueFaults(value, known, [...path, name]);
  });
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
