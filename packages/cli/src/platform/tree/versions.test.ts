import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../root';
import { SMALL_TREE } from './__fixtures__/smallTree';
import { clusterConfig, withExternalPort } from './clusterConfig';
import { manifestsIn } from './manifest';
import { readTree } from './platformTree';
import { substitute } from './substitute';
import { versionsOf, withVersions } from './versions';

describe('substitute', () => {
  const values = { VERSION: '1.2.3', EMPTY: '' };
  const fill = (text: string) => substitute(text, values, 'core/x/y.yaml');

  it('fills in names, defaults where they have no value, and leaves the rest', () => {
    expect(fill('a:${VERSION} ${VERSION}')).toBe('a:1.2.3 1.2.3');
    expect(fill('${EMPTY}|${NONE:=latest}|${NONE:-x}')).toBe('|latest|x');
    expect(fill('$VERSION $(VERSION) ${schema.spec.name}')).toBe(
      '$VERSION $(VERSION) ${schema.spec.name}',
    );
    expect(fill('$${VERSION}')).toBe('${VERSION}');
  });

  it('names what has no value, and where', () => {
    expect(() => fill('image: ${NONE}')).toThrow(
      'core/x/y.yaml: ${NONE} has no value.\n  → Give it one in versions.yaml',
    );
  });
});

describe('the versions of a tree', () => {
  it('are filled in below a directory, and nowhere else', () => {
    const versions = versionsOf(SMALL_TREE);
    expect(versions).toEqual({
      CILIUM_VERSION: '1.20.1',
      FLUX_VERSION: 'v1.9.5',
    });
    const filled = withVersions(SMALL_TREE, 'core', versions);
    expect(filled.get('core/flux/controllers.yaml')).toContain(
      'source-controller:v1.9.5',
    );
    expect(filled.get('foundation/workspace.yaml')).toBe(
      SMALL_TREE.get('foundation/workspace.yaml'),
    );
  });

  it('must be there', () => {
    expect(() => versionsOf(new Map())).toThrow(
      'The tree has no versions.yaml with versions under `data`.',
    );
  });
});

describe('what Renovate keeps current', () => {
  const renovate = JSON.parse(
    readFileSync(join(root, 'renovate.json'), 'utf8'),
  );
  const tree = readTree(join(root, 'kind'));
  /** Renovate takes `/…/` for an expression; the tree's paths are below `kind`. */
  const filesOf = (patterns: string[]) =>
    [...tree].filter(([path]) =>
      patterns.some(pattern =>
        new RegExp(pattern.replace(/^\/|\/$/g, '')).test(`kind/${path}`),
      ),
    );
  /** What each custom manager finds, with the file. */
  const found = renovate.customManagers.map(
    ({
      managerFilePatterns,
      matchStrings,
    }: {
      managerFilePatterns: string[];
      matchStrings: string[];
    }) =>
      filesOf(managerFilePatterns).flatMap(([path, text]) =>
        matchStrings.flatMap(one =>
          [...text.matchAll(new RegExp(one, 'g'))].map(({ groups }) => ({
            path,
            ...groups,
          })),
        ),
      ),
  );

  it('is every version of Core, once and under its own name', () => {
    const [versions, node] = found;
    const keys = versions.map(({ depType }: { depType: string }) => depType);
    expect([...keys, 'KIND_NODE_IMAGE'].sort()).toEqual(
      Object.keys(versionsOf(tree)).sort(),
    );
    expect(node).toEqual([
      expect.objectContaining({
        depName: 'kindest/node',
        datasource: 'docker',
      }),
    ]);
    for (const { depName, depType, path } of versions) {
      expect([path, depName, depType]).toEqual([
        'versions.yaml',
        expect.stringMatching(/^[a-z0-9.-]+(\/[a-z0-9.-]+)+$/),
        expect.stringMatching(/_VERSION$/),
      ]);
    }
  });

  it('is every image of the example', () => {
    const orders = manifestsIn(tree, 'delivery/tenants').filter(
      ({ kind }) => kind === 'WebApplication',
    );
    expect(orders.length).toBeGreaterThan(1);
    expect(
      found[2].map(({ depName, currentValue }: Record<string, string>) => [
        depName,
        currentValue,
      ]),
    ).toEqual(orders.map(({ spec }) => [Object(spec).image, Object(spec).tag]));
  });

  it('is every image of PostgreSQL, with what its tag says', () => {
    const text = tree.get('foundation/infrastructure.yaml') ?? '';
    const tags = [...text.matchAll(/postgresql:([^@]+)@/g)].map(
      ([, tag]) => tag,
    );
    expect(tags.length).toBeGreaterThan(0);
    expect(
      found[3].map(({ currentValue }: Record<string, string>) => currentValue),
    ).toEqual(tags);
    const scheme = renovate.customManagers[3].versioningTemplate;
    const version = new RegExp(scheme.replace(/^regex:/, ''));
    expect(tags.filter(tag => !version.test(tag))).toEqual([]);
  });

  it('is every other image of an abstraction, by a file that Renovate reads', () => {
    const files = filesOf(renovate.kubernetes.managerFilePatterns);
    const images = [...tree].flatMap(([path, text]) =>
      path.startsWith('foundation/') && / image: [^$\s]+:/.test(text)
        ? [path]
        : [],
    );
    expect(images).toEqual(['foundation/infrastructure.yaml']);
    expect(files.map(([path]) => path)).toEqual(expect.arrayContaining(images));
  });
});

describe('manifestsIn', () => {
  it('reads the objects of a directory', () => {
    const names = manifestsIn(SMALL_TREE, 'delivery/tenants/demo').map(
      ({ kind, metadata }) => `${kind} ${metadata.name}`,
    );
    expect(names).toEqual(['Topic visits', 'WebApplication web']);
  });

  it('names a file that is no YAML, or holds no object', () => {
    const read = (text: string) =>
      manifestsIn(new Map([['core/x/bad.yaml', text]]), 'core/x');
    expect(() => read('a: [1')).toThrow(
      /^core\/x\/bad\.yaml is not valid YAML: .* line 1/,
    );
    expect(() => read('kind: Pod\n')).toThrow(
      'core/x/bad.yaml holds a document without apiVersion, kind or metadata.name.',
    );
    expect(read('# nothing\n')).toEqual([]);
  });
});

describe('the cluster', () => {
  const mappings = (text: string) =>
    parse(text).nodes[0].extraPortMappings.map(
      ({ containerPort, hostPort }: Record<string, number>) =>
        `${containerPort} at ${hostPort}`,
    );

  it('is reached at the ports that are chosen', () => {
    const text = clusterConfig(SMALL_TREE, { http: 8080, git: 3001 });
    expect(mappings(text)).toEqual(['80 at 8080', '30300 at 3001']);
    expect(text).toMatch(/^# Kind's own\.\n/);
    expect(
      mappings(clusterConfig(SMALL_TREE, { http: 80, git: 3000 }, ['git'])),
    ).toEqual(['80 at 80']);
  });

  it('must map both ports', () => {
    expect(() =>
      clusterConfig(new Map([['cluster.yaml', 'nodes: [{}]']]), {
        http: 80,
        git: 3000,
      }),
    ).toThrow("cluster.yaml does not map the node's port 80.");
  });

  it('has a Gateway that says at which port it is reached', () => {
    const gateway = (port: number) =>
      manifestsIn(withExternalPort(SMALL_TREE, port), 'core/gateway')[1]
        .metadata.annotations;
    expect(gateway(8080)).toEqual({ 'mini-atlas.dev/external-port': '8080' });
    expect(gateway(80)).toBeUndefined();
  });
});
