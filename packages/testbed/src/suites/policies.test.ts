import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Body } from '../__testUtils__/clusterUnderTest';
import { PLATFORM } from '../__testUtils__/platform';
import { proofProgram, proofToolMissing } from '../__testUtils__/proofTool';
import { runProgram } from '../__testUtils__/runProgram';

const RECORDING = join(__dirname, 'recordings', 'policies.yaml');
const POLICIES = join(PLATFORM, 'foundation', 'policies');
const BUILD_LIMIT_MS = 3_600_000;
const TEST_LIMIT_MS = 60_000;

/** What Kyverno is told of namespaces, as the cluster would have them. */
const NAMESPACES = {
  apiVersion: 'cli.kyverno.io/v1alpha1',
  kind: 'Value',
  metadata: { name: 'namespaces' },
  namespaceSelector: [
    { name: 'shop', labels: { 'mini-atlas.dev/workspace': 'shop' } },
    { name: 'lab', labels: { 'mini-atlas.dev/workspace': 'lab' } },
    { name: 'kafka', labels: { 'kubernetes.io/metadata.name': 'kafka' } },
  ],
};

interface RecordedCase {
  objects: Body[];
  verdicts?: Body[];
}

const cases: Record<string, RecordedCase> = parse(
  readFileSync(RECORDING, 'utf8'),
);

/** What the workspace `lab` brings of its own. */
const own = cases['a workspace'].objects.filter(
  ({ kind }) => kind === 'NamespacedValidatingPolicy',
);

const unless = proofToolMissing('kyverno');
if (unless)
  process.stderr.write(`\n*** ${unless}: Policies is SKIPPED ***\n\n`);

jest.setTimeout(TEST_LIMIT_MS);

/*
 * Kyverno's own command line over what is ordered and what KRO makes of it. The recording holds the portal to the same
 * words: its tests compare what it says of an order with what stands there.
 */
(unless ? describe.skip : describe)('Policies, by Kyverno', () => {
  const home = mkdtempSync(join(tmpdir(), 'mini-atlas-policies-'));
  let program: string;
  beforeAll(async () => {
    program = await proofProgram('kyverno', 'kubectl-kyverno');
  }, BUILD_LIMIT_MS);
  afterAll(() => rm(home, { recursive: true }));

  it.each(Object.keys(cases))('judges %s', async name => {
    const recorded = cases[name];
    const verdicts = await judge(recorded.objects);
    if (process.env.MINI_ATLAS_RECORD) {
      recorded.verdicts = verdicts;
      writeFileSync(
        RECORDING,
        stringify(cases, { lineWidth: 0, aliasDuplicateObjects: false }),
      );
    }
    expect(verdicts).toEqual(recorded.verdicts);
  });

  async function judge(objects: Body[]): Promise<Body[]> {
    const resources = join(home, 'resources.yaml');
    const values = join(home, 'values.yaml');
    writeFileSync(resources, objects.map(one => stringify(one)).join('---\n'));
    writeFileSync(values, stringify(NAMESPACES));
    // Kyverno's command line does not look whether a policy is of the namespace of what it judges.
    const [namespace] = objects.map(({ metadata }) => metadata.namespace);
    const policies = own.filter(one => one.metadata.namespace === namespace);
    const more = join(home, 'policies.yaml');
    writeFileSync(more, policies.map(one => stringify(one)).join('---\n'));
    const given = policies.length > 0 ? [POLICIES, more] : [POLICIES];
    const args = ['apply', ...given, '-r', resources, '-f', values];
    const { code, stdout, stderr } = await runProgram(
      program,
      [...args, '--policy-report', '--output-format=json'],
      { cwd: home },
    );
    // 1 where something is refused, which is what is asked for; silent where no policy is about any of it.
    if (code > 1) throw new Error(stderr || stdout);
    if (code === 0 && stdout.trim() === '') return [];
    const reports: Body[] = stdout
      .split('\n---\n')
      .map(text => JSON.parse(text));
    return verdictsOf(reports.flatMap(({ results }) => results));
  }
});

const keyOf = ({ policy, object }: Body) => `${policy} ${object}`;

/** What a report says of each object, in steady order. */
function verdictsOf(results: Body[]): Body[] {
  return results
    .flatMap(({ policy, result, message, resources }) =>
      resources.map(({ kind, namespace, name }: Body) => ({
        policy,
        object: `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
        result,
        ...(result === 'pass' ? {} : { message }),
      })),
    )
    .sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}
