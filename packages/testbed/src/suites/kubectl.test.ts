import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  builtKubectl,
  isKubectlBuilt,
} from '../__testUtils__/kubectl/builtKubectl';
import { playStep } from '../__testUtils__/kubectl/playStep';
import { Step } from '../__testUtils__/kubectl/transcript';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { openRecording } from '../__testUtils__/recording';
import { accounts } from '../__testUtils__/scenarios/kubectl/accounts';
import { applies } from '../__testUtils__/scenarios/kubectl/applies';
import { changes } from '../__testUtils__/scenarios/kubectl/changes';
import { custom } from '../__testUtils__/scenarios/kubectl/custom';
import { ends } from '../__testUtils__/scenarios/kubectl/ends';
import { impersonation } from '../__testUtils__/scenarios/kubectl/impersonation';
import { life } from '../__testUtils__/scenarios/kubectl/life';
import { made } from '../__testUtils__/scenarios/kubectl/made';
import { meanwhile } from '../__testUtils__/scenarios/kubectl/meanwhile';
import { questions } from '../__testUtils__/scenarios/kubectl/questions';

const SCENARIOS = [
  life,
  changes,
  applies,
  made,
  custom,
  ends,
  meanwhile,
  questions,
  impersonation,
  accounts,
];
const BUILD_LIMIT_MS = 3_600_000;

const unless =
  isKubectlBuilt() || process.env.MINI_ATLAS_TESTBED
    ? undefined
    : "The testbed's kubectl has not been built; `npm run test:testbed` does that";

const suite: Parameters<typeof onEachCluster>[1] = (cluster, name) => {
  const home = mkdtempSync(join(tmpdir(), 'mini-atlas-kubectl-'));
  const recording = openRecording('kubectl', name);
  let program: string;
  beforeAll(async () => {
    program = await builtKubectl();
  }, BUILD_LIMIT_MS);
  afterAll(() => rm(home, { recursive: true }));

  const accessOf = ({ as }: Step) => {
    const { kubeconfig, portalKubeconfig } = cluster().handle;
    return {
      program,
      kubeconfig: as === 'portal' ? portalKubeconfig : kubeconfig,
      home,
    };
  };

  it.each(SCENARIOS)('$name', async scenario => {
    const answers: object[] = [];
    for (const step of scenario.steps) {
      answers.push(await playStep(step, accessOf));
    }
    recording.expectRecorded(scenario.name, answers);
  });
};

onEachCluster('kubectl', suite, { unless });
