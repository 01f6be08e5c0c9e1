import { onEachCluster } from '../__testUtils__/onEachCluster';
import { openRecording } from '../__testUtils__/recording';
import { DEFINITIONS } from '../__testUtils__/scenarios/crds/definitions';
import { ENDS } from '../__testUtils__/scenarios/crds/ends';
import { LISTS } from '../__testUtils__/scenarios/crds/lists';
import { RULES } from '../__testUtils__/scenarios/crds/rules';
import { SHAPES } from '../__testUtils__/scenarios/crds/shapes';
import { SUBRESOURCES } from '../__testUtils__/scenarios/crds/subresources';
import { VALUES } from '../__testUtils__/scenarios/crds/values';
import { VERSIONS } from '../__testUtils__/scenarios/crds/versions';
import { connectWire, Wire } from '../__testUtils__/wire/connectWire';
import { playWire } from '../__testUtils__/wire/wireScenario';

const SCENARIOS = [
  ...VALUES,
  ...SHAPES,
  ...RULES,
  ...LISTS,
  ...SUBRESOURCES,
  ...VERSIONS,
  ...DEFINITIONS,
  ...ENDS,
];

onEachCluster('Custom resources', (cluster, name) => {
  const recording = openRecording('crds', name);
  let wire: Wire;
  beforeAll(() => {
    wire = connectWire(cluster().handle.kubeconfig);
  });
  afterAll(() => wire.end());

  it.each(SCENARIOS)('$name', async scenario => {
    recording.expectRecorded(scenario.name, await playWire(wire, scenario));
  });
});
