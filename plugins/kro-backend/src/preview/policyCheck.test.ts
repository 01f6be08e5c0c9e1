import { PolicyVerdict } from '@mini-atlas/backstage-plugin-kro-node';
import { KubernetesObject } from '@mini-atlas/kro';
import { checkPolicies } from './policyCheck';

/** A manifest that policies judge as its spec says. */
function ordered(...verdicts: PolicyVerdict[]) {
  const manifest: KubernetesObject = {
    apiVersion: 'x/v1',
    kind: 'X',
    metadata: {},
    spec: { verdicts },
  };
  return { manifest, plan: { nodes: [], status: {}, unknownStatus: [] } };
}
const cluster = {
  policyVerdicts: ({ spec }: KubernetesObject) => Object(spec).verdicts,
};
const refused = (message: string): PolicyVerdict => ({
  outcome: 'refused',
  message,
});
const outcomes = (...args: Parameters<typeof ordered>[]) =>
  checkPolicies(
    cluster,
    ordered(...args[0]),
    args[1] && ordered(...args[1]),
  ).map(({ outcome, message }) => `${outcome}: ${message}`);

describe('checkPolicies', () => {
  it('says what passed, and that nothing was asked', () => {
    expect(
      outcomes([{ outcome: 'passed', message: 'P lets it pass' }]),
    ).toEqual(['passed: P lets it pass']);
    expect(
      outcomes([
        { outcome: 'passed', policy: 'tags', message: 'tags lets web pass' },
        { outcome: 'passed', policy: 'names', message: 'names lets web pass' },
        { outcome: 'passed', policy: 'names', message: 'names lets db pass' },
      ]),
    ).toEqual(['passed: Policies names and tags let it pass']);
    expect(outcomes([])).toEqual([
      'passed: No policy of the cluster is about it',
    ]);
  });

  it('never takes for passed what cannot be told', () => {
    expect(
      outcomes([
        { outcome: 'passed', message: 'P lets it pass' },
        { outcome: 'unjudged', message: 'Q cannot be judged' },
      ]),
    ).toEqual(['warned: Q cannot be judged']);
  });

  it('does not hold an edit up for what was refused before', () => {
    expect(
      outcomes([refused('old'), refused('new')], [refused('old')]),
    ).toEqual(['refused: new', 'warned: old. It is so already.']);
  });
});
