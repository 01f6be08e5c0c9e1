import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ClusterObject } from '../cluster/objectPaths';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { PLATFORM } from '../__testUtils__/platform';
import { defaultValues, releasesOf } from '../__testUtils__/tree/chartValues';
import { kustomizeDirectory } from '../__testUtils__/tree/kustomizeDirectory';
import { mutationsOf } from '../__testUtils__/tree/mutations';
import {
  arePlatformProgramsBuilt,
  PlatformPrograms,
  platformPrograms,
} from '../__testUtils__/tree/platformPrograms';
import { renderTree } from '../__testUtils__/tree/platformTree';
import { strictCluster } from '../__testUtils__/tree/strictCluster';

const BUILD_LIMIT_MS = 3_600_000;
/** Kind's API server allows what these clusters do not: privileged containers, which a network plug-in has. */
const ALLOWED_BY_KIND =
  /^DaemonSet cilium: .*securityContext\.privileged: Forbidden: disallowed by cluster policy$/;
/** Those that Go modules carry. */
const CHARTS = ['cilium', 'kro', 'kyverno'];

const unless =
  arePlatformProgramsBuilt() || process.env.MINI_ATLAS_TESTBED
    ? undefined
    : 'helm, kustomize and kind have not been built; `npm run test:testbed` does that';

const tree = renderTree();
/** Data of other projects in the tree. */
const DEFINITIONS = tree.layers
  .flatMap(({ documents }) => documents.map(({ file }) => file))
  .filter(file => /\/crds\//.test(file));
const paths = ['flux', ...tree.layers.map(({ path }) => path)];
const releases = releasesOf(tree).filter(({ chart }) => CHARTS.includes(chart));

const byIdentity = (objects: ClusterObject[]) =>
  Object.fromEntries(
    objects.map(object => [
      [
        object.apiVersion,
        object.kind,
        object.metadata.namespace,
        object.metadata.name,
      ].join(' '),
      object,
    ]),
  );

interface Container {
  name: string;
  resources?: { requests?: object; limits?: object };
}

/** The containers of a workload that stays. */
function containersOf({ kind, spec }: ClusterObject): Container[] {
  if (!/^(Deployment|DaemonSet|StatefulSet)$/.test(kind)) return [];
  const { containers, initContainers = [] } = Object(spec).template.spec;
  return [...initContainers, ...containers];
}

onEachCluster(
  'The programs that read the tree of the platform',
  cluster => {
    let programs: PlatformPrograms;
    beforeAll(async () => {
      programs = await platformPrograms();
    }, BUILD_LIMIT_MS);
    afterAll(() => programs?.end());

    /** Asks what the API server says to objects of a chart, whose kinds and namespaces come first. */
    async function refusals(objects: ClusterObject[]): Promise<string[]> {
      const { lay, served, ask } = strictCluster(cluster().api);
      const definitions = objects.filter(
        ({ kind }) => kind === 'CustomResourceDefinition',
      );
      for (const object of definitions) await lay(object);
      await served(definitions);
      const namespaces = objects.flatMap(({ kind, metadata }) =>
        kind === 'Namespace' ? metadata.name : metadata.namespace ?? [],
      );
      for (const name of new Set(namespaces)) {
        await lay({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      }
      const answers: string[] = [];
      for (const object of objects) {
        const { status, text } = await ask(object);
        if (status >= 300) {
          answers.push(
            `${object.kind} ${object.metadata.name}: ${
              JSON.parse(text).message
            }`,
          );
        }
      }
      return answers.filter(answer => !ALLOWED_BY_KIND.test(answer));
    }

    it.each(paths)('build %s as it is rendered here', async path => {
      expect(byIdentity(await programs.build(path))).toEqual(
        byIdentity(kustomizeDirectory(PLATFORM, path).map(one => one.object)),
      );
    });

    it.each(releases.map(release => [release.chart, release] as const))(
      'make of the chart %s what the API server takes',
      async (_, release) => {
        const objects = await programs.template(release);
        expect(objects.length).toBeGreaterThan(5);
        expect(await refusals(objects)).toEqual([]);
      },
    );

    it.each(releases.map(release => [release.chart, release] as const))(
      'give every container of the chart %s its room',
      async (_, release) => {
        const containers = (await programs.template(release)).flatMap(
          containersOf,
        );
        expect(containers.length).toBeGreaterThan(0);
        for (const { resources } of containers) {
          expect(resources).toMatchObject({
            requests: { cpu: expect.anything(), memory: expect.anything() },
            limits: { memory: expect.anything() },
          });
        }
      },
    );

    it.each(CHARTS)('have the values of the chart %s', chart => {
      expect(parse(programs.values(chart))).toEqual(defaultValues(chart));
    });

    it.each(DEFINITIONS)('have the definition %s', path => {
      expect(programs.definition(basename(path))).toBe(
        readFileSync(join(PLATFORM, path), 'utf8'),
      );
    });

    it('refuse values of a wrong type where the chart has a schema', async () => {
      const cilium = releases.find(({ chart }) => chart === 'cilium');
      await expect(
        programs.template({
          ...Object(cilium),
          values: { gatewayAPI: { enabled: 'yes' } },
        }),
      ).rejects.toThrow(/gatewayAPI.*enabled/s);
    });

    it("find CloudNativePG's own manifest valid", async () => {
      expect(await refusals(programs.cloudNativePg())).toEqual([]);
    });

    it("find every mistake in Kind's configuration", async () => {
      const text = readFileSync(join(PLATFORM, 'cluster.yaml'), 'utf8');
      // What has been read goes on to the container runtime, which is not there.
      const isRead = async (config: string) =>
        /failed to get docker info/.test(await programs.readCluster(config));
      expect(await isRead(text)).toBe(true);
      const unnoticed: string[] = [];
      for (const { does, path, value } of mutationsOf(
        parse(text),
        () => false,
      )) {
        if (await isRead(stringify(value))) {
          unnoticed.push(`${does} ${path.join('.')}`);
        }
      }
      expect(unnoticed).toEqual([]);
    });
  },
  { unless },
);
