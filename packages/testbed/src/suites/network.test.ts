import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Body } from '../__testUtils__/clusterUnderTest';
import { platformRepository } from '../__testUtils__/flux/platformRepository';
import { isActive } from '../__testUtils__/kro/kroUnderTest';
import { FLOWS } from '../__testUtils__/network/flows';
import {
  networkPage,
  readNetworkPage,
  Verdict,
  writeNetworkPage,
} from '../__testUtils__/network/networkPage';
import { PARTIES, Party, podParty } from '../__testUtils__/network/parties';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { manifest, ORDERS } from '../__testUtils__/orders';
import { proofProgram, proofToolMissing } from '../__testUtils__/proofTool';
import { runProgram } from '../__testUtils__/runProgram';
import { inSteadyOrder } from '../__testUtils__/steadyOrder';

const RECORDING = join(__dirname, 'recordings', 'network.yaml');
const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const BUILD_LIMIT_MS = 3_600_000;
const isRecording = Boolean(process.env.MINI_ATLAS_RECORD);
const WORKSPACES = ['shop', 'lab'];
const flows = Object.values(FLOWS).flat();

interface NetworkRecording {
  /** The policies of two workspaces, as KRO makes them. */
  policies: Body[];
  /** Identities of what KRO makes in one of them. */
  workloads: { application: Party; cache: Party };
  /** What Cilium makes of the flows, in their order. */
  verdicts: Verdict[];
}

const recorded: NetworkRecording = parse(readFileSync(RECORDING, 'utf8'));

function record(part: Partial<NetworkRecording>): void {
  Object.assign(recorded, part);
  writeFileSync(
    RECORDING,
    stringify(recorded, { lineWidth: 0, aliasDuplicateObjects: false }),
  );
}

/*
 * Three steps, so that the page can be held to the policies where Cilium's program is not at hand: what KRO makes of two
 * workspaces is what was judged; what was judged is what Cilium says; the page says the same.
 */
onEachCluster(
  'Network isolation',
  cluster => {
    const get = (path: string) => cluster().api.get<Body>(path);

    beforeAll(async () => {
      const platform = await platformRepository(cluster());
      await platform.commit({
        ...ORDERS,
        'delivery/workspaces/lab.yaml': manifest(
          'Workspace',
          { name: 'lab' },
          { team: 'lab' },
        ),
      });
      await platform.end();
      for (const name of WORKSPACES) {
        await cluster().until(`${ATLAS}/workspaces/${name}`, isActive);
      }
    });

    it('is made of the policies that were judged', async () => {
      const lists = await Promise.all(
        WORKSPACES.map(name =>
          get(`/apis/cilium.io/v2/namespaces/${name}/ciliumnetworkpolicies`),
        ),
      );
      const policies = lists.flatMap(({ items }) =>
        items.map(({ metadata: { name, namespace }, spec }: Body) =>
          inSteadyOrder({
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            metadata: { name, namespace },
            spec,
          }),
        ),
      );
      if (isRecording) record({ policies });
      expect(policies).toEqual(recorded.policies);
    });

    it('is for workloads that were judged', async () => {
      const partyOf = async (title: string, name: string) => {
        const path = `/apis/apps/v1/namespaces/shop/deployments/${name}`;
        const { spec } = await cluster().until(
          path,
          (_, status) => status === 200,
        );
        return podParty(title, 'shop', spec.template.metadata.labels);
      };
      const workloads = {
        application: await partyOf('An application of the workspace', 'web'),
        cache: await partyOf('A cache of the workspace', 'db-cache'),
      };
      if (isRecording) record({ workloads });
      expect(workloads).toEqual(recorded.workloads);
    });
  },
  { delivered: true },
);

const unless = proofToolMissing('cilium-policy');
if (unless) {
  process.stderr.write(
    `\n*** ${unless}: Cilium's verdicts are SKIPPED ***\n\n`,
  );
}

(unless ? describe.skip : describe)("Cilium's verdicts", () => {
  const home = mkdtempSync(join(tmpdir(), 'mini-atlas-network-'));
  let program: string;
  beforeAll(async () => {
    program = await proofProgram('cilium-policy', 'cilium-policy');
  }, BUILD_LIMIT_MS);
  afterAll(() => rm(home, { recursive: true }));

  async function judge(policies: Body[]): Promise<Verdict[]> {
    const { application, cache } = recorded.workloads;
    const parties = Object.entries({ ...PARTIES, application, cache });
    const { code, stdout, stderr } = await runProgram(program, [], {
      cwd: home,
      input: JSON.stringify({
        policies,
        identities: Object.fromEntries(
          parties.map(([name, { labels }]) => [name, labels]),
        ),
        flows: flows.map(({ from, to, port, protocol }) => ({
          from,
          to,
          port,
          protocol,
        })),
      }),
    });
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  it('are those of the recording', async () => {
    const verdicts = await judge(recorded.policies);
    if (isRecording) record({ verdicts });
    expect(verdicts).toEqual(recorded.verdicts);
  });

  it('are all yes without policies', async () => {
    for (const verdict of await judge([])) {
      expect(verdict).toEqual({ egress: 'allowed', ingress: 'allowed' });
    }
  });

  it('are yes in a direction of which a policy has an empty list: that is no rule', async () => {
    const open = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'open', namespace: 'shop' },
      spec: {
        endpointSelector: {},
        ingress: [{ fromEndpoints: [{}] }],
        egress: [],
      },
    };
    const verdicts = await judge([open]);
    expect(new Set(verdicts.map(({ egress }) => egress))).toEqual(
      new Set(['allowed']),
    );
    expect(verdicts.map(({ ingress }) => ingress)).toContain('denied');
  });
});

describe('The page about network isolation', () => {
  it('says what Cilium says', () => {
    const { workloads, verdicts } = recorded;
    expect(verdicts).toHaveLength(flows.length);
    const page = networkPage({ ...PARTIES, ...workloads }, verdicts);
    if (isRecording) writeNetworkPage(page);
    expect(readNetworkPage()).toBe(page);
  });
});
