import { KubernetesObject } from '@mini-atlas/kro';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import {
  objectsOf,
  orderOf,
  orderOfBare,
  treePolicies,
  treeVerdicts,
} from '../__testUtils__/treePolicies';

/*
 * What Kyverno itself says of orders, and of what KRO makes of them, stands in this file: the testbed's suite
 * "Policies" takes it down from Kyverno's own program, and holds it to that. With MINI_ATLAS_RECORD=1 this test takes
 * the objects down anew, and the suite then the verdicts.
 */
const RECORDING = resolve(
  __dirname,
  '../../../../packages/testbed/src/suites/recordings/policies.yaml',
);

interface RecordedCase {
  /** An order of one of the tree's abstractions, or objects that somebody makes otherwise. */
  given?: KubernetesObject;
  bare?: KubernetesObject[];
  /** What is judged. */
  objects?: KubernetesObject[];
  verdicts?: {
    policy: string;
    object: string;
    result: 'pass' | 'fail';
    message?: string;
  }[];
}

const cases: Record<string, RecordedCase> = parse(
  readFileSync(RECORDING, 'utf8'),
);

const namespace = (name: string, labels = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const NAMESPACES = [
  namespace('shop', { 'mini-atlas.dev/workspace': 'shop' }),
  namespace('lab', { 'mini-atlas.dev/workspace': 'lab' }),
  namespace('kafka'),
];
/** What the workspace `lab` brings of its own. */
const own = objectsOf(
  orderOf(cases['a workspace'].given ?? NAMESPACES[0]),
).filter(({ kind }) => kind === 'NamespacedValidatingPolicy');
const CLUSTER = [...NAMESPACES, ...own];

const orderIn = ({ given, bare }: RecordedCase) =>
  given ? orderOf(given) : orderOfBare(bare ?? []);

/** A policy of a namespace stands with that in the recording. */
function titleOf(policy: string): string {
  const [name, of] = policy.split('/').reverse();
  return of
    ? `${name} (NamespacedValidatingPolicy of ${of})`
    : `${name} (ValidatingPolicy)`;
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

/** Kyverno's verdicts as the portal says them: what one policy says of several objects is one sentence. */
function sentencesOf({ objects = [], verdicts = [] }: RecordedCase): string[] {
  const names = objects.map(
    ({ kind, metadata }) =>
      `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${
        metadata.name
      }`,
  );
  const said = new Map<string, string[]>();
  for (const { policy, object, message = '' } of verdicts) {
    const key = JSON.stringify([policy, message]);
    said.set(key, [...(said.get(key) ?? []), object]);
  }
  return [...said].map(([key, about]) => {
    const [policy, message] = JSON.parse(key);
    const what = LIST.format(names.filter(name => about.includes(name)));
    const who = `Policy ${titleOf(policy)}`;
    return message
      ? `${who} refuses ${what}: ${message}`
      : `${who} lets ${what} pass`;
  });
}

if (process.env.MINI_ATLAS_RECORD) {
  for (const one of Object.values(cases)) {
    const [order, ...children] = objectsOf(orderIn(one));
    one.objects = one.given ? [order, ...children] : children;
  }
  writeFileSync(
    RECORDING,
    stringify(cases, { lineWidth: 0, aliasDuplicateObjects: false }),
  );
}

describe("the tree's policies", () => {
  it.each(Object.keys(cases))('judge %s as Kyverno does', name => {
    const recorded = cases[name];
    const order = orderIn(recorded);
    const made = objectsOf(order);
    expect(recorded.given ? made : made.slice(1)).toEqual(recorded.objects);
    const messages = treeVerdicts(order, CLUSTER).map(({ message }) => message);
    expect(messages.sort()).toEqual(sentencesOf(recorded).sort());
  });

  it.each([
    ...treePolicies.map(({ metadata }) => String(metadata.name)),
    ...own.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  ])(
    '%s lets something pass and refuses something, by each of its rules',
    name => {
      const verdicts = Object.values(cases)
        .flatMap(one => one.verdicts ?? [])
        .filter(({ policy }) => policy === name);
      expect(verdicts.map(({ result }) => result)).toContain('pass');
      const refusals = verdicts.flatMap(({ message }) => message ?? []);
      const rules = [...treePolicies, ...own]
        .filter(({ metadata }) => metadata.name === name.split('/').pop())
        .flatMap(({ spec }) => Object(spec).validations);
      expect(new Set(refusals.map(kindOf)).size).toBeGreaterThanOrEqual(
        rules.length,
      );
    },
  );

  it('hold nothing up that is ordered as it should be', () => {
    const good = Object.values(cases).filter(
      ({ given, verdicts = [] }) =>
        given && verdicts.every(({ result }) => result === 'pass'),
    );
    const kinds = good.map(({ given }) => given?.kind);
    expect([...new Set(kinds)].sort()).toEqual([
      'Infrastructure',
      'Topic',
      'WebApplication',
      'Workspace',
    ]);
    for (const one of good) {
      const outcomes = treeVerdicts(orderIn(one), CLUSTER).map(
        ({ outcome }) => outcome,
      );
      expect(outcomes.filter(outcome => outcome !== 'passed')).toEqual([]);
    }
  });

  it('hold nothing up of the example', () => {
    const orders = exampleOrders();
    expect(orders.length).toBeGreaterThan(3);
    for (const manifest of orders) {
      const { namespace: name = '' } = manifest.metadata;
      const workspace = namespace(name, { 'mini-atlas.dev/workspace': name });
      const verdicts = treeVerdicts(orderOf(manifest), [workspace]);
      expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual(
        [],
      );
    }
  });

  it('cannot be judged where nobody knows whose namespace it is', () => {
    const verdicts = treeVerdicts(orderIn(cases['a web application']), []);
    expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(
      new Set(['unjudged']),
    );
    expect(verdicts[0].message).toContain(
      'whether it is about this depends on labels not known yet',
    );
  });
});

/** What the example tenant orders. */
function exampleOrders(): KubernetesObject[] {
  const delivery = resolve(__dirname, '../../../../kind/delivery');
  return readdirSync(delivery, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .map(name => parse(readFileSync(resolve(delivery, name), 'utf8')));
}

/** A refusal without what was given: names, images and values. */
function kindOf(message: string): string {
  return message.slice(message.indexOf(':'));
}
