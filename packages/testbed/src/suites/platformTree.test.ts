import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterObject } from '../cluster/objectPaths';
import { PLATFORM } from '../__testUtils__/platform';
import {
  defaultValues,
  releasesOf,
  valueFaults,
} from '../__testUtils__/tree/chartValues';
import { kustomizeDirectory } from '../__testUtils__/tree/kustomizeDirectory';
import {
  annotationsOf,
  Layer,
  leaveOut,
  renderTree,
  requiredParts,
} from '../__testUtils__/tree/platformTree';
import { sharesOf } from '../__testUtils__/tree/resources';
import { titleOf } from '../__testUtils__/tree/treeDocument';

/** Which layer brings the definitions of a group; all others are Kubernetes' own. */
const PROVIDERS: Record<string, string> = {
  'access.strimzi.io': 'strimzi',
  'cilium.io': 'cilium',
  'gateway.networking.k8s.io': 'gateway-api',
  'helm.toolkit.fluxcd.io': 'flux',
  'kafka.strimzi.io': 'strimzi',
  'kro.run': 'kro',
  'kustomize.toolkit.fluxcd.io': 'flux',
  'mini-atlas.dev': 'foundation',
  'notification.toolkit.fluxcd.io': 'flux',
  'policies.kyverno.io': 'kyverno',
  'postgresql.cnpg.io': 'cloudnative-pg',
  'source.toolkit.fluxcd.io': 'flux',
};
/** Namespaces that are there before Flux applies anything. */
const GIVEN_NAMESPACES = ['default', 'kube-system', 'flux-system'];
/** Read by `mini-atlas up`, and by the test below. */
const READ_ELSEWHERE = ['KIND_NODE_IMAGE', 'GATEWAY_API_VERSION'];

const tree = renderTree();
const { layers, versions, usedVersions } = tree;
const names = layers.map(({ name }) => name);
const parts = layers.filter(({ path }) => path.startsWith('core/'));
/** Parts that a person may leave out; others go with them. */
const optional = parts.filter(
  ({ annotations }) =>
    annotations['mini-atlas.dev/required'] !== 'true' &&
    requiredParts(annotations).length === 0,
);

/** A layer's name and all that it waits for. */
function closure(all: readonly Layer[], name: string): Set<string> {
  const found = new Set<string>();
  const visit = (one: string) => {
    if (found.has(one)) return;
    found.add(one);
    all.find(layer => layer.name === one)?.dependsOn.forEach(visit);
  };
  visit(name);
  return found;
}

/** The API groups that an object is of and, for an abstraction, of what it makes. */
function groupsOf(object: ClusterObject): string[] {
  const { resources = [] } = Object(object.spec);
  const made =
    object.kind === 'ResourceGraphDefinition'
      ? resources.map(
          (one: { template?: object; externalRef?: object }) =>
            Object(one.template ?? one.externalRef).apiVersion,
        )
      : [];
  return [object.apiVersion, ...made].map(version =>
    version.includes('/') ? version.split('/')[0] : '',
  );
}

/** What is not whole in these layers: what somebody needs and nobody brings before. */
function gaps(all: readonly Layer[], existing: string[] = []): string[] {
  return all.flatMap(layer => {
    const before = new Set([...closure(all, layer.name), ...existing]);
    const missing = layer.dependsOn.filter(
      name => !all.some(one => one.name === name),
    );
    const kinds = layer.documents.flatMap(document =>
      groupsOf(document.object)
        .map(group => PROVIDERS[group])
        // Flux applies this tree, so its own definitions are there.
        .filter(part => part && part !== 'flux' && !before.has(part))
        .map(part => `${titleOf(document)} needs ${part}`),
    );
    return [
      ...missing.map(name => `${layer.name} waits for ${name}`),
      ...kinds,
    ];
  });
}

describe('The tree of the platform', () => {
  it('has a Kustomization for each directory of core/, of the same name', () => {
    expect(parts.map(({ path }) => path)).toEqual(
      parts.map(({ name }) => `core/${name}`),
    );
    expect(parts.map(({ name }) => name).sort()).toEqual(
      readdirSync(join(PLATFORM, 'core')).sort(),
    );
    for (const { path } of layers) {
      expect(existsSync(join(PLATFORM, path))).toBe(true);
    }
  });

  it('waits in no circle', () => {
    const circles = layers.filter(({ name, dependsOn }) =>
      dependsOn.some(one => closure(layers, one).has(name)),
    );
    expect(circles.map(({ name }) => name)).toEqual([]);
  });

  it('brings every kind before it is used', () => {
    expect(gaps(layers)).toEqual([]);
  });

  it('names only parts that exist where something is required', () => {
    const required = [
      ...layers.map(({ annotations }) => annotations),
      ...layers.flatMap(({ documents }) =>
        documents.map(({ object }) => annotationsOf(object)),
      ),
    ].flatMap(requiredParts);
    expect(required.filter(name => !names.includes(name))).toEqual([]);
    expect(required).toContain('kafka');
  });

  it('can do without some parts', () => {
    expect(optional.map(({ name }) => name)).toEqual([
      'gitea',
      'metrics-server',
      'kafka',
    ]);
  });

  it.each(optional.map(({ name }) => name))('is whole without %s', part => {
    expect(gaps(leaveOut(layers, { without: [part] }))).toEqual([]);
  });

  it('takes Strimzi and its charts away with Kafka', () => {
    const rest = leaveOut(layers, { without: ['kafka'] });
    expect(rest.map(({ name }) => name)).not.toContain('strimzi');
    const titles = rest.flatMap(({ documents }) => documents.map(titleOf));
    expect(titles.filter(title => /strimzi|kafka|topic/i.test(title))).toEqual(
      [],
    );
  });

  it.each(parts.map(({ name }) => name))(
    'is whole where %s is there already',
    part => {
      const rest = leaveOut(layers, { existing: [part] });
      expect(gaps(rest, [part])).toEqual([]);
    },
  );

  it('makes every namespace before something is put into it', () => {
    const made = (name: string) =>
      [...closure(layers, name)].flatMap(one =>
        (layers.find(layer => layer.name === one)?.documents ?? [])
          .filter(({ object: { kind } }) =>
            /^(Namespace|Workspace)$/.test(kind),
          )
          .map(({ object }) => object.metadata.name),
      );
    const homeless = layers.flatMap(layer => {
      const there = [...GIVEN_NAMESPACES, ...made(layer.name)];
      return layer.documents.filter(
        ({ object: { metadata } }) =>
          metadata.namespace && !there.includes(metadata.namespace),
      );
    });
    expect(homeless.map(titleOf)).toEqual([]);
  });
});

describe('Versions of the platform', () => {
  it('stand in versions.yaml, and all are used', () => {
    expect(Object.keys(versions).sort()).toEqual(
      [...usedVersions, ...READ_ELSEWHERE].sort(),
    );
  });

  it('stand nowhere else in core', () => {
    const literal = parts
      .flatMap(({ path }) => kustomizeDirectory(PLATFORM, path))
      .flatMap(({ file, object }) =>
        versionsIn(object)
          .filter(version => !/\$\{\w+\}$/.test(version))
          .map(version => `${file}: ${version}`),
      );
    expect(literal).toEqual([]);
  });

  it('are those of the definitions beside them', () => {
    const definitions = layers
      .filter(({ name }) => name === 'gateway-api')
      .flatMap(({ documents }) => documents)
      .map(({ object }) => annotationsOf(object));
    expect(definitions.length).toBeGreaterThan(0);
    for (const annotations of definitions) {
      expect(annotations['gateway.networking.k8s.io/bundle-version']).toBe(
        versions.GATEWAY_API_VERSION,
      );
    }
  });

  it('are kept current by Renovate, each by its comment', () => {
    const text = readFileSync(join(PLATFORM, 'versions.yaml'), 'utf8');
    const renovate = JSON.parse(
      readFileSync(join(PLATFORM, '../renovate.json'), 'utf8'),
    );
    const found = renovate.customManagers.flatMap(
      ({ matchStrings }: { matchStrings: string[] }) =>
        matchStrings.flatMap(pattern =>
          [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups }) =>
            [groups?.currentValue, groups?.currentDigest]
              .filter(Boolean)
              .join('@'),
          ),
        ),
    );
    expect(found.sort()).toEqual(
      Object.values(versions)
        .map(value => value.replace(/^[^@]*:/, ''))
        .sort(),
    );
  });
});

/** Images, tags of charts, and versions of what operators run. */
function versionsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    return /^(image|tag|version)$/.test(name) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { kind } = Object(value);
  // An APIService names the version of an API.
  if (/^(CustomResourceDefinition|APIService)$/.test(kind)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    versionsIn(below, key),
  );
}

describe('Room for the platform', () => {
  const shares = parts.flatMap(sharesOf);
  const sum = (field: 'cpu' | 'memory' | 'limit') =>
    shares.reduce((total, share) => total + (share[field] ?? 0), 0);

  it('is asked for, and bounded, by every container', () => {
    const unbounded = shares.filter(
      ({ cpu, memory, limit }) => !cpu || !memory || !limit,
    );
    expect(unbounded).toEqual([]);
    expect(shares.length).toBeGreaterThan(14);
  });

  it('is what the README says', () => {
    const readme = readFileSync(join(PLATFORM, 'README.md'), 'utf8');
    for (const part of parts.filter(one => sharesOf(one).length > 0)) {
      const of = (field: 'cpu' | 'memory' | 'limit') =>
        sharesOf(part).reduce((all, share) => all + (share[field] ?? 0), 0);
      expect(readme.replace(/ +/g, ' ')).toContain(
        `| \`${part.name}\` | ${of('cpu')}m | ${of('memory')} Mi | ${of(
          'limit',
        )} Mi |`,
      );
    }
  });

  it('is in 8 GiB and 4 cores, with Kubernetes itself and tenants', () => {
    // Kind's control plane asks for 0.85 cores and takes about 1.2 GiB; the rest is for tenants.
    expect(sum('cpu')).toBeLessThanOrEqual(1000);
    expect(sum('memory')).toBeLessThanOrEqual(2.75 * 1024);
    expect(sum('limit')).toBeLessThanOrEqual(6 * 1024);
  });
});

describe('Values of charts', () => {
  const releases = releasesOf(tree);

  it.each(releases.map(({ chart, values }) => [chart, values] as const))(
    'of %s exist',
    (chart, values) => {
      expect(valueFaults(values, defaultValues(chart))).toEqual([]);
    },
  );

  it('that are misspelt or of another type are found', () => {
    const defaults = defaultValues('cilium');
    expect(
      valueFaults(
        {
          kubeProxyReplacment: 'true',
          gatewayAPI: { enabled: 'yes', hostNetwork: { enable: true } },
          resources: { limits: { memroy: '1Gi' } },
        },
        defaults,
      ),
    ).toEqual([
      'kubeProxyReplacment is no value of the chart',
      'gatewayAPI.enabled is a string, not a boolean',
      'gatewayAPI.hostNetwork.enable is no value of the chart',
      'resources.limits.memroy is no value of the chart',
    ]);
  });
});
