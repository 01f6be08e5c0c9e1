import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Body } from '../__testUtils__/clusterUnderTest';
import { givenRights, neededRights } from '../__testUtils__/access/rights';
import { pathsOf, Served, served } from '../__testUtils__/access/served';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { PLATFORM } from '../__testUtils__/platform';

const FOUNDATION = join(PLATFORM, 'foundation');
const FOR_KRO = 'mini-atlas:kro:';
const NAMESPACE = 'default';

/** What everybody who is known may ask about himself; nothing is written by it. */
const ABOUT_ONESELF = [
  'selfsubjectaccessreviews',
  'selfsubjectreviews',
  'selfsubjectrulesreviews',
];
/** What no abstraction is made of, and nothing is delivered by: the portal has no use for it. */
const NOT_SHOWN = [
  'apiregistration.k8s.io',
  'certificates.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'resource.k8s.io',
];
/** Ways into a running container, and through the API server to whatever listens. */
const WAYS_IN = ['attach', 'exec', 'portforward', 'proxy'];

const documentsIn = (file: string): Body[] =>
  parseAllDocuments(readFileSync(join(FOUNDATION, file), 'utf8')).map(
    document => document.toJS(),
  );

const abstractions = readdirSync(FOUNDATION)
  .filter(name => name.endsWith('.yaml'))
  .flatMap(documentsIn);

const rolesForKro = documentsIn('access/kro.yaml');

onEachCluster(
  'Access',
  cluster => {
    let all: readonly Served[];
    beforeAll(async () => {
      all = await served(cluster().api);
    });

    describe('of KRO', () => {
      it('is joined to its own role', async () => {
        const { items } = await cluster().api.get<Body>(
          '/apis/rbac.authorization.k8s.io/v1/clusterroles?labelSelector=rbac.kro.run/aggregate-to-controller%3Dtrue',
        );
        const names = items.map(({ metadata }: Body) => metadata.name);
        expect(names).toEqual(
          expect.arrayContaining(
            rolesForKro.map(({ metadata }) => metadata.name),
          ),
        );
      });

      it('is given by a role for each abstraction, and goes with it', () => {
        const summary = ({ metadata: { name, annotations } }: Body) => ({
          name: name.replace(FOR_KRO, ''),
          requires: annotations?.['mini-atlas.dev/requires'],
        });
        const byName = (one: Body, other: Body) =>
          one.name.localeCompare(other.name);
        expect(rolesForKro.map(summary).sort(byName)).toEqual(
          abstractions.map(summary).sort(byName),
        );
      });

      it.each(abstractions.map(({ metadata }) => metadata.name))(
        'is just what %s needs',
        name => {
          const role = rolesForKro.find(
            ({ metadata }) => metadata.name === `${FOR_KRO}${name}`,
          );
          const rgd = abstractions.find(
            ({ metadata }) => metadata.name === name,
          );
          expect(givenRights(role)).toEqual(neededRights(rgd, all));
        },
      );
    });

    describe('of the portal', () => {
      const statusOf = async (method: string, path: string) =>
        (await cluster().portal.call(method, path)).status;
      /** Those of the requests that are not answered with the status, as `METHOD path: status`. */
      const othersThan = async (status: number, requests: string[][]) => {
        const answers = await Promise.all(
          requests.map(async ([method, path]) => {
            const answered = await statusOf(method, path);
            return { line: `${method} ${path}: ${answered}`, answered };
          }),
        );
        return answers
          .filter(({ answered }) => answered !== status)
          .map(({ line }) => line);
      };

      it('is refused every write', async () => {
        const writes = all
          .filter(({ name }) => !ABOUT_ONESELF.includes(name))
          .flatMap(resource => writesOf(resource));
        expect(writes.length).toBeGreaterThan(100);
        expect(await othersThan(403, writes)).toEqual([]);
      });

      it('is refused every Secret', async () => {
        const secrets = all.filter(({ kind }) => kind === 'Secret');
        expect(secrets.map(({ apiVersion }) => apiVersion)).toEqual(['v1']);
        const [{ all: list, one }] = secrets.map(secret =>
          pathsOf(secret, NAMESPACE),
        );
        const reads = [
          ['GET', one],
          ['GET', list],
          ['GET', `${list}?watch=true`],
          ['GET', '/api/v1/secrets'],
          ['GET', '/api/v1/secrets?watch=true'],
        ];
        expect(await othersThan(403, reads)).toEqual([]);
      });

      it('is refused every way in', async () => {
        const ways = all
          .filter(({ name }) => WAYS_IN.includes(name.split('/')[1]))
          .map(way => ['GET', pathsOf(way, NAMESPACE).one]);
        expect(await othersThan(403, ways)).toEqual([]);
      });

      it('reads what it shows', async () => {
        const lists = all
          .filter(
            ({ group, kind, verbs }) =>
              verbs.includes('list') &&
              kind !== 'Secret' &&
              !NOT_SHOWN.includes(group),
          )
          .map(resource => [
            'GET',
            `${pathsOf(resource, NAMESPACE).all}?limit=1`,
          ]);
        expect(lists.length).toBeGreaterThan(50);
        expect(await othersThan(200, lists)).toEqual([]);
      });

      it.each([
        ['impersonate', '', 'users'],
        ['impersonate', '', 'groups'],
        ['impersonate', '', 'serviceaccounts'],
        ['bind', 'rbac.authorization.k8s.io', 'clusterroles'],
        ['escalate', 'rbac.authorization.k8s.io', 'clusterroles'],
        ['approve', 'certificates.k8s.io', 'signers'],
      ])('may not %s %s %s', async (verb, group, resource) => {
        const { text } = await cluster().portal.call(
          'POST',
          '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          {
            type: 'application/json',
            text: JSON.stringify({
              apiVersion: 'authorization.k8s.io/v1',
              kind: 'SelfSubjectAccessReview',
              spec: { resourceAttributes: { verb, group, resource } },
            }),
          },
        );
        expect(JSON.parse(text).status.allowed).toBe(false);
      });
    });
  },
  { delivered: true },
);

/** A request for each write that a resource has. They name what is not there, and are refused before that matters. */
function writesOf(resource: Served): string[][] {
  const { all, one } = pathsOf(resource, NAMESPACE);
  const isSubresource = resource.name.includes('/');
  const requests: Record<string, string[]> = {
    create: ['POST', isSubresource ? one : all],
    update: ['PUT', one],
    patch: ['PATCH', one],
    delete: ['DELETE', one],
    deletecollection: ['DELETE', all],
  };
  return resource.verbs.flatMap(verb => {
    const request = requests[verb];
    return request ? [request] : [];
  });
}
