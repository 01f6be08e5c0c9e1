import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openCluster } from './cluster';
import { requireSuitable } from './preflight';

/** A kubeconfig without a user. */
const kubeconfigOf = (server: string) =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'one', cluster: { server } }],
    users: [{ name: 'one', user: {} }],
    contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
    'current-context': 'one',
  });

describe('a cluster', () => {
  let directory: string;
  let file: string;
  let answers: Record<string, [status: number, body: object | string]>;
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body] = answers[
        `${request.method} ${request.url?.split('?')[0]}`
      ] ?? [404, '404 page not found'];
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mini-atlas-cluster-'));
    file = join(directory, 'kubeconfig');
    answers = {};
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const open = (text: string, context?: string) => {
    writeFileSync(file, text);
    return openCluster(file, context);
  };
  const here = () =>
    open(
      kubeconfigOf(
        `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ),
    );

  it.each([
    ['', /is no kubeconfig: /],
    ['[1, 2', /is no kubeconfig: /],
    ['a: 1\n', /is no kubeconfig, or has no current context/],
  ])('needs a kubeconfig: %j is none', (text, says) => {
    expect(() => open(text)).toThrow(says);
  });

  it('needs a file that is there, and a context that it has', () => {
    expect(() => openCluster('/nowhere/kubeconfig')).toThrow(
      'There is no kubeconfig /nowhere/kubeconfig.\n  → Give a file that kubectl can use',
    );
    expect(() => open(kubeconfigOf('http://127.0.0.1:1'), 'moon')).toThrow(
      "has no context 'moon'; it has one.",
    );
  });

  it('says when nobody answers', async () => {
    const cluster = open(kubeconfigOf('http://127.0.0.1:1'));
    await expect(requireSuitable(cluster)).rejects.toThrow(
      /^The cluster at http:\/\/127\.0\.0\.1:1 cannot be reached: nobody listens there\.\n {2}→ See whether it runs: kubectl --kubeconfig/,
    );
  });

  it('must be new enough, and its account an administrator', async () => {
    answers['GET /version'] = [200, { gitVersion: 'v1.28.3+k3s1' }];
    await expect(requireSuitable(here())).rejects.toThrow(
      /runs Kubernetes 1\.28\.3; 1\.34 or later is needed\.\n {2}→ Upgrade the cluster/,
    );
    answers['GET /version'] = [200, { gitVersion: 'v1.36.4' }];
    const review =
      'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    answers[review] = [201, { status: { allowed: false } }];
    await expect(requireSuitable(here())).rejects.toThrow(
      'is no administrator of the cluster',
    );
    answers[review] = [201, { status: { allowed: true } }];
    expect(await requireSuitable(here())).toBe('1.36.4');
  });

  it.each([
    [401, "The cluster does not accept the kubeconfig's credentials: no"],
    [
      403,
      'The cluster refuses: no\n  → Give the kubeconfig of an administrator',
    ],
    [500, 'The API server answered GET /version with 500: no'],
  ])('refuses with %s', async (status, says) => {
    answers['GET /version'] = [status, { message: 'no' }];
    await expect(requireSuitable(here())).rejects.toThrow(says);
  });

  it('finds objects of kinds that come later', async () => {
    const ref = { apiVersion: 'kro.run/v1', kind: 'Thing', name: 'one' };
    const cluster = here();
    expect(await cluster.read(ref)).toBeUndefined();
    expect(await cluster.list('kro.run/v1', 'Thing')).toBeUndefined();
    const manifest = {
      apiVersion: 'kro.run/v1',
      kind: 'Thing',
      metadata: { name: 'one' },
    };
    await expect(cluster.apply(manifest)).rejects.toThrow(
      'Thing one: the cluster does not serve kro.run/v1 Thing.',
    );
    answers['GET /apis/kro.run/v1'] = [
      200,
      { resources: [{ name: 'things', kind: 'Thing', namespaced: false }] },
    ];
    answers['GET /apis/kro.run/v1/things/one'] = [200, manifest];
    expect(await cluster.read(ref)).toEqual(manifest);
    answers['PATCH /apis/kro.run/v1/things/one'] = [
      422,
      { message: 'spec.a: Required value' },
    ];
    await expect(cluster.apply(manifest)).rejects.toThrow(
      /^Thing one was refused \(422\): spec\.a: Required value\n {2}→ See what is there already: kubectl/,
    );
  });
});
