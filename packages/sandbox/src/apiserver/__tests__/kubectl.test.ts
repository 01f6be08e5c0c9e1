import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ApiServer, startApiServer } from '../apiServer';
import { readSampleFile } from './sample';

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const describeWithKubectl = hasKubectl ? describe : describe.skip;
if (!hasKubectl) {
  process.stderr.write(
    '\n*** kubectl is not installed: its tests are SKIPPED ***\n\n',
  );
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] },
    },
  },
};

describeWithKubectl('kubectl', () => {
  let server: ApiServer;
  let home: string;

  beforeAll(async () => {
    server = await startApiServer({
      tokens: [
        { token: 'admin', user: 'admin', groups: ['system:masters'] },
        { token: 'portal', user: 'mini-atlas-portal', groups: [] },
      ],
      log: () => undefined,
    });
    home = await mkdtemp(join(tmpdir(), 'kubectl-'));
    await Promise.all(
      ['admin', 'portal'].map(token =>
        writeFile(join(home, token), kubeconfig(token)),
      ),
    );
  });

  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  function kubeconfig(token: string): string {
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'sandbox',
          cluster: {
            server: server.url,
            'certificate-authority-data': Buffer.from(
              server.caCertificate,
            ).toString('base64'),
          },
        },
      ],
      users: [{ name: 'user', user: { token } }],
      contexts: [
        { name: 'sandbox', context: { cluster: 'sandbox', user: 'user' } },
      ],
      'current-context': 'sandbox',
    });
  }

  function kubectl(
    args: string,
    { input, user = 'admin' }: { input?: unknown; user?: string } = {},
  ): Promise<{ code: number; output: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn('kubectl', args.split(' '), {
        env: { ...process.env, HOME: home, KUBECONFIG: join(home, user) },
      });
      let output = '';
      child.stdout.on('data', chunk => (output += chunk));
      child.stderr.on('data', chunk => (output += chunk));
      child.on('error', reject);
      child.on('close', code => resolve({ code: code ?? -1, output }));
      child.stdin.end(input === undefined ? '' : stringify(input));
    });
  }

  async function expectKubectl(args: string, input?: unknown): Promise<string> {
    const { code, output } = await kubectl(args, { input });
    expect({ args, code, output }).toEqual({ args, code: 0, output });
    return output;
  }

  it('creates, shows, changes and deletes', async () => {
    expect(await expectKubectl('create -f -', deployment)).toBe(
      'deployment.apps/web created\n',
    );
    expect(await expectKubectl('get deployments')).toMatch(
      /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +0\/2 +0 +0 +\d+s\n$/,
    );
    expect(await expectKubectl('get deploy web -o wide')).toMatch(
      /CONTAINERS +IMAGES +SELECTOR\n.* app +nginx:1.27 +app=web\n$/,
    );
    expect(await expectKubectl('get deploy web -o yaml')).toContain(
      'progressDeadlineSeconds: 600',
    );
    expect(await expectKubectl('scale deploy web --replicas=4')).toBe(
      'deployment.apps/web scaled\n',
    );
    expect(await expectKubectl('label deploy web tier=front')).toBe(
      'deployment.apps/web labeled\n',
    );
    await expectKubectl('set image deploy/web app=nginx:1.28');
    await expectKubectl(
      'patch deploy web --type=merge -p {"spec":{"paused":true}}',
    );
    expect(
      await expectKubectl(
        'get deploy -l tier=front -o jsonpath={.items[0].spec.replicas},{.items[0].spec.paused},{.items[0].spec.template.spec.containers[0].image}',
      ),
    ).toBe('4,true,nginx:1.28');
    expect(await expectKubectl('delete deploy web --wait=false')).toBe(
      'deployment.apps "web" deleted\n',
    );
    expect((await kubectl('get deploy web')).output).toBe(
      'Error from server (NotFound): deployments.apps "web" not found\n',
    );
  });

  it('applies from the client and from the server', async () => {
    expect(await expectKubectl('apply -f -', deployment)).toBe(
      'deployment.apps/web created\n',
    );
    expect(await expectKubectl('apply -f -', deployment)).toBe(
      'deployment.apps/web unchanged\n',
    );
    const scaled = {
      ...deployment,
      spec: { ...deployment.spec, replicas: 3 },
    };
    expect(await expectKubectl('diff -f -', deployment)).toBe('');
    expect(await expectKubectl('apply -f -', scaled)).toBe(
      'deployment.apps/web configured\n',
    );
    const conflict = await kubectl('apply --server-side -f -', {
      input: deployment,
    });
    expect(conflict.code).toBe(1);
    expect(conflict.output).toContain(
      'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas',
    );
    expect(
      await expectKubectl(
        'apply --server-side --force-conflicts -f -',
        deployment,
      ),
    ).toBe('deployment.apps/web serverside-applied\n');
  });

  it('sends protobuf where it builds the object itself', async () => {
    await expectKubectl('create namespace proto');
    await expectKubectl(
      'create configmap settings -n proto --from-literal=key=value',
    );
    expect(
      await expectKubectl('get cm settings -n proto -o jsonpath={.data}'),
    ).toBe('{"key":"value"}');
    await expectKubectl(
      'create deployment web -n proto --image=nginx:1.27 --replicas=0 --port=80',
    );
    expect(
      await expectKubectl(
        'get deploy web -n proto -o jsonpath={.spec.replicas},{.spec.template.spec.containers[0].ports[0].containerPort}',
      ),
    ).toBe('0,80');
    await expectKubectl(
      'create clusterrole reader --verb=get,list --resource=pods',
    );
    await expectKubectl('create service clusterip web -n proto --tcp=80:8080');
    expect(
      await expectKubectl(
        'get svc web -n proto -o jsonpath={.spec.ports[0].targetPort},{.spec.clusterIP}',
      ),
    ).toMatch(/^8080,10\.96\.\d+\.\d+$/);
  });

  it('names an unknown field', async () => {
    const { code, output } = await kubectl('apply -f -', {
      input: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'typo', namespace: 'default' },
        daat: {},
      },
    });
    expect(code).toBe(1);
    expect(output).toContain('unknown field "daat"');
  });

  it('serves a CRD at once', async () => {
    await server.client.create(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'team' },
      },
      { fieldManager: 'test' },
    );
    const { code, output } = await kubectl('apply -f -', {
      input: parseCrd(),
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    await expectKubectl(
      'wait crd/demoes.atlas.dev --for=condition=Established --timeout=5s',
    );
    await expectKubectl('apply -n team -f -', {
      apiVersion: 'atlas.dev/v1alpha1',
      kind: 'Demo',
      metadata: { name: 'one' },
      spec: { replicas: 1 },
    });
    expect(await expectKubectl('get demoes -n team')).toMatch(
      /^NAME +IMAGE +REPLICAS +READY-REPLICAS +STATE +READY +AGE\none +nginx:1.27 +1 .*\n$/,
    );
    expect(await expectKubectl('explain demo.spec.replicas')).toMatch(
      /FIELD: replicas <integer>/,
    );
    expect(await expectKubectl('api-resources --api-group=atlas.dev')).toMatch(
      /demoes +atlas.dev\/v1alpha1 +true +Demo/,
    );
    await expectKubectl('delete crd demoes.atlas.dev --timeout=5s');
    expect((await kubectl('get demoes -n team')).output).toMatch(/demoes/);
  });

  it('explains built-in types and lists them', async () => {
    expect(
      await expectKubectl('explain deployment.spec.strategy.type'),
    ).toMatch(/GROUP: +apps[^]*FIELD: type <string>/);
    expect(await expectKubectl('api-resources -o name')).toContain(
      'deployments.apps\n',
    );
    expect(await expectKubectl('version')).toContain('Server Version: v1.36.4');
  });

  it('lets the portal read all but Secrets', async () => {
    const can = (question: string) =>
      kubectl(`auth can-i ${question}`, { user: 'portal' });
    expect(await can('list pods -A')).toEqual({ code: 0, output: 'yes\n' });
    expect(await can('watch deployments.apps')).toEqual({
      code: 0,
      output: 'yes\n',
    });
    expect(await can('get secrets')).toEqual({ code: 1, output: 'no\n' });
    expect(await can('create configmaps')).toEqual({ code: 1, output: 'no\n' });
    expect((await kubectl('get secrets', { user: 'portal' })).output).toContain(
      'secrets is forbidden: User "mini-atlas-portal" cannot list resource "secrets" in API group "" in the namespace "default"',
    );
  });

  function parseCrd(): unknown {
    const { metadata, status, ...crd } = parse(
      readSampleFile('crd-demoes.atlas.dev.yaml'),
    );
    return { ...crd, metadata: { name: metadata.name } };
  }
});
