import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { BuiltTools } from '../../build/builtTools';
import { ensureTools } from '../../build/ensureTools';
import { PLATFORM_TOOLS } from '../../build/platformTools';
import { findTools } from '../../build/toolsPlace';
import { ClusterObject } from '../../cluster/objectPaths';
import { runCommand } from '../../process/runCommand';
import { PLATFORM } from '../platform';
import { Release } from './chartValues';
import { manifestFiles } from './treeDocument';

const KUBERNETES = '1.36.4';

/** Whether helm, kustomize and kind stand. */
export function arePlatformProgramsBuilt(): boolean {
  return findTools({ tools: PLATFORM_TOOLS }) !== undefined;
}

/** The programs against which the tree is held, at work. */
export interface PlatformPrograms {
  /** What `kustomize build` makes of a directory of the tree; one without a kustomization.yaml gets what Flux generates. */
  build(path: string): Promise<ClusterObject[]>;
  /** What `helm template` makes of a release; for charts that Go modules carry. @throws TestbedError with Helm's words */
  template(release: Release): Promise<ClusterObject[]>;
  /** The values that a chart of a Go module comes with. */
  values(chart: string): string;
  /** A custom resource definition of a Go module, by its file. */
  definition(file: string): string;
  /** The release manifest of CloudNativePG. */
  cloudNativePg(): ClusterObject[];
  /** What kind says of a cluster's configuration before it looks for containers. */
  readCluster(config: string): Promise<string>;
  end(): void;
}

/** Builds the programs where they are missing. */
export async function platformPrograms(): Promise<PlatformPrograms> {
  const tools = await ensureTools({
    tools: PLATFORM_TOOLS,
    onProgress: line => process.stderr.write(`${line}\n`),
  });
  const home = mkdtempSync(join(tmpdir(), 'mini-atlas-platform-'));
  const charts = join(home, 'charts');
  cpSync(tools.share('charts', ''), charts, { recursive: true });
  completeKro(charts);
  completeKyverno(charts);
  // A container runtime that there is not.
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const run = (program: string, ...args: string[]) =>
    runCommand({
      program: tools.program(program),
      args,
      cwd: home,
      env: { HOME: home, PATH: bin },
    });
  return {
    build: path => build(path, home, run),
    async template({ chart, name, namespace, values }) {
      // JSON, because Helm reads YAML 1.1, where an unquoted yes is true.
      const file = join(home, `${name}.values.json`);
      writeFileSync(file, JSON.stringify(values));
      const text = await run(
        'helm',
        ...['template', name, join(charts, chart), '--namespace', namespace],
        ...['--values', file, '--kube-version', KUBERNETES],
      );
      return objectsIn(text);
    },
    values: chart => readFileSync(join(charts, chart, 'values.yaml'), 'utf8'),
    definition: file =>
      readFileSync(join(tools.share('charts', 'definitions'), file), 'utf8'),
    cloudNativePg: () => objectsIn(cloudNativePgRelease(tools)),
    async readCluster(config) {
      const file = join(home, 'cluster.yaml');
      writeFileSync(file, config);
      return run('kind', 'create', 'cluster', '--config', file).then(
        () => 'created',
        (error: Error) => error.message,
      );
    },
    end: () => rmSync(home, { recursive: true }),
  };
}

type Run = (program: string, ...args: string[]) => Promise<string>;

async function build(
  path: string,
  home: string,
  run: Run,
): Promise<ClusterObject[]> {
  const tree = mkdtempSync(join(home, 'tree-'));
  cpSync(PLATFORM, tree, { recursive: true });
  const directory = join(tree, path);
  const hasOwn = /^(flux|core)/.test(path);
  if (!hasOwn) {
    const files = manifestFiles(directory);
    writeFileSync(
      join(directory, 'kustomization.yaml'),
      stringify({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: files.map(file => file.slice(directory.length + 1)),
      }),
    );
  }
  const text = await run(
    'kustomize',
    ...['build', '--load-restrictor', 'LoadRestrictionsNone', directory],
  );
  return objectsIn(text);
}

/** The chart as it is released has its version filled in. */
function completeKro(charts: string): void {
  const file = join(charts, 'kro', 'Chart.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll('0.0.0-dev', '0.9.4'),
  );
}

/** The chart as it is released holds the charts that it depends on; two are switched off, and of no use here. */
function completeKyverno(charts: string): void {
  const directory = join(charts, 'kyverno');
  rmSync(join(directory, 'Chart.lock'));
  const file = join(directory, 'Chart.yaml');
  const chart: { dependencies: { name: string; version: string }[] } = parse(
    readFileSync(file, 'utf8'),
  );
  const dependencies = chart.dependencies.filter(({ name }) =>
    ['crds', 'grafana', 'kyverno-api'].includes(name),
  );
  writeFileSync(file, stringify({ ...chart, dependencies }));
  const api = join(directory, 'charts', 'kyverno-api');
  cpSync(join(charts, 'kyverno-api'), api, { recursive: true });
  writeFileSync(
    join(api, 'Chart.yaml'),
    stringify({
      apiVersion: 'v2',
      ...dependencies.find(({ name }) => name === 'kyverno-api'),
    }),
  );
}

function cloudNativePgRelease(tools: BuiltTools): string {
  const file = join(
    tools.share('charts', 'cloudnative-pg'),
    'cnpg-1.30.0.yaml',
  );
  return readFileSync(file, 'utf8');
}

function objectsIn(text: string): ClusterObject[] {
  return parseAllDocuments(text)
    .map(document => document.toJS({ maxAliasCount: -1 }))
    .filter(object => object !== null);
}
