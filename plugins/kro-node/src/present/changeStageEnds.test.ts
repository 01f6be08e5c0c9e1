import {
  ChangeFacts,
  ChangeStage,
  Health,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { live } from '../__testUtils__/live';
import { GIT_REPOSITORY, KUSTOMIZATION } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import { deliveryProgress } from './changeDelivery';
import { ChangedInstance } from './changeOutcome';
import { ChangeEvidence, changeStagesOf } from './changeStages';

/** The commit that the live objects have fetched and applied. */
const COMMIT = 'f86cda0ef90d13a91944b3d687c05e1c1eca666a';
const MERGED_AT = '2026-11-22T19:04:50Z';
const NOW = Date.parse('2026-11-22T19:04:57Z');
const NAME = 'hello';

const ACTIONS = {
  create: 'added',
  edit: 'modified',
  remove: 'removed',
} as const;
type Action = keyof typeof ACTIONS;

function change(action: Action, parts: Partial<ChangeFacts> = {}): ChangeFacts {
  return {
    number: 7,
    title: 'Order',
    author: 'ada',
    url: 'http://forge/7',
    branch: 'mini-atlas/demo-hello-1',
    state: 'merged',
    mergeable: true,
    createdAt: '2026-11-22T19:04:00Z',
    mergedAt: MERGED_AT,
    mergeCommit: COMMIT,
    files: [{ path: 'workloads/demo-hello.yaml', status: ACTIONS[action] }],
    ...parts,
  };
}

function instance(health: Health, ready = 4): ChangedInstance {
  const summary: InstanceSummary = {
    ref: 'test:demo.atlas.dev/team-a/hello',
    apiVersion: 'atlas.dev/v1alpha1',
    kind: 'Demo',
    name: NAME,
    abstraction: 'demo',
    abstractionTitle: 'Demo',
    entityRef: 'component:team-a/demo-hello',
    health,
    children: { ready, total: 4 },
    createdAt: MERGED_AT,
    changedAt: MERGED_AT,
  };
  return {
    summary,
    observed: true,
    existing: 4,
    present: ['Service hello'],
    madeAt: '2026-11-22T19:04:56Z',
  };
}

/** The Kustomization with its status, or parts of it, replaced. */
function kustomization(status: object): KubernetesObject {
  const object = live('kustomization-workloads.yaml');
  return { ...object, status: { ...Object(object.status), ...status } };
}

function stagesOf(
  facts: ChangeFacts,
  parts: Omit<ChangeEvidence, 'facts' | 'delivery' | 'now'> & {
    kustomizations?: KubernetesObject[];
    repository?: KubernetesObject;
  } = {},
): ChangeStage[] {
  const { kustomizations, repository, ...evidence } = parts;
  const store = new ObjectStore();
  store.set(GIT_REPOSITORY, repository ?? live('gitrepository.yaml'));
  for (const object of kustomizations ?? [kustomization({})]) {
    store.set(KUSTOMIZATION, object);
  }
  return changeStagesOf({
    facts,
    now: NOW,
    ...(facts.state === 'merged'
      ? { delivery: deliveryProgress(store, facts, NOW, NAME) }
      : {}),
    ...evidence,
  });
}

const DRY_RUN_OF = (subject: string) =>
  kustomization({
    lastAppliedRevision: 'main@sha1:0000',
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'ReconciliationFailed',
        message: `${subject} dry-run failed (Invalid): spec.tag is wrong`,
      },
    ],
  });

const READY: Health = {
  state: 'ready',
  sentence: 'Ready',
  since: '2026-11-22T19:04:57Z',
};
const FAILED: Health = {
  state: 'failed',
  sentence: 'Image `x` cannot be pulled',
  since: '2026-11-22T19:04:56Z',
};
const GOING: Health = { state: 'deleting', sentence: 'Is being removed' };

describe.each<Action>(['create', 'edit', 'remove'])(
  'a change to %s',
  action => {
    const facts = change(action);
    const last = action === 'remove' ? undefined : instance(READY);

    it('ends well, with the times of its own', () => {
      const stages = stagesOf(facts, {
        ...(last ? { instance: last } : { goneAt: '2026-11-22T19:04:57Z' }),
      });
      expect(stages.map(({ state }) => state)).toEqual(Array(6).fill('done'));
      expect(stages.map(({ at }) => at)).toEqual([
        facts.createdAt,
        MERGED_AT,
        '2026-11-22T19:04:55Z',
        '2026-11-22T19:04:56Z',
        action === 'remove' ? '2026-11-22T19:04:57Z' : '2026-11-22T19:04:56Z',
        '2026-11-22T19:04:57Z',
      ]);
      expect(stages[2].flux).toEqual({
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'platform',
      });
      expect(stages[3].flux).toMatchObject({ kind: 'Kustomization' });
    });

    it.each([
      ['Demo/team-a/hello', 'Correct the file by another change'],
      ['Demo/team-a/hello-2', 'nothing below `workloads` is applied'],
    ])('is stuck when the API server refuses %s', (subject, help) => {
      const stages = stagesOf(facts, { kustomizations: [DRY_RUN_OF(subject)] });
      expect(stages[3]).toMatchObject({
        state: 'failed',
        sentence: `Flux cannot apply it: ${subject} dry-run failed (Invalid): spec.tag is wrong`,
        help: expect.stringContaining(help),
        flux: { kind: 'Kustomization', name: 'workloads' },
      });
      expect(stages[4].state).toBe('waiting');
    });

    it('is stuck by its own file, named as in Git', () => {
      const message =
        'failed to decode Kubernetes YAML from /tmp/kustomization-30682/workloads/demo-hello.yaml: missing kind';
      const stages = stagesOf(facts, {
        kustomizations: [
          kustomization({
            lastAppliedRevision: 'main@sha1:0000',
            conditions: [{ type: 'Ready', status: 'False', message }],
          }),
        ],
      });
      expect(stages[3]).toMatchObject({
        sentence:
          'Flux cannot apply it: Failed to decode Kubernetes YAML from workloads/demo-hello.yaml: missing kind',
        help: expect.stringContaining('Correct the file'),
      });
    });

    it('is over when it was closed', () => {
      const closed = change(action, {
        state: 'closed',
        closedAt: '2026-11-22T19:04:30Z',
      });
      const stages = stagesOf(closed, last ? { instance: last } : {});
      expect(stages[1]).toMatchObject({
        state: 'failed',
        help: 'Reopen it, or propose the change again',
        at: '2026-11-22T19:04:30Z',
      });
      expect(stages[2].state).toBe('waiting');
    });
  },
);

describe('a change that never gets to its end', () => {
  it.each<Action>(['create', 'edit'])('by what it is to %s', action => {
    const stages = stagesOf(change(action), { instance: instance(FAILED, 2) });
    expect(stages[4].state).toBe('done');
    expect(stages[5]).toMatchObject({
      state: 'failed',
      sentence: FAILED.sentence,
      help: 'Correct it by another change, or remove it',
      at: FAILED.since,
    });
  });

  it('by a child that stays', () => {
    const stages = stagesOf(change('remove'), { instance: instance(GOING, 2) });
    expect(stages[4]).toMatchObject({
      state: 'current',
      sentence: 'Service hello is still there',
      help: expect.stringContaining('finalizers'),
    });
    expect(stages[5].state).toBe('waiting');
  });

  it('because Flux leaves it there', () => {
    const stages = stagesOf(change('remove'), { instance: instance(READY) });
    expect(stages[4]).toMatchObject({
      state: 'current',
      sentence: 'It is still there, although its file is gone',
      help: expect.stringContaining('prune'),
    });
  });
});

describe('the time of a stage', () => {
  it('is not that of the same manifests before: a removal leads back to what was', () => {
    const history = [
      {
        firstReconciled: '2026-11-22T19:00:00Z',
        lastReconciled: '2026-11-22T19:04:56Z',
        lastReconciledStatus: 'ReconciliationSucceeded',
        metadata: { revision: `main@sha1:${COMMIT}` },
        totalReconciliations: 2,
      },
    ];
    const [, , , applied] = stagesOf(change('remove'), {
      kustomizations: [kustomization({ history })],
    });
    expect(applied.state).toBe('done');
    expect(applied.at).toBeUndefined();
  });

  it('is not that of what was merged later', () => {
    const earlier = change('create', {
      mergeCommit: 'a'.repeat(40),
      mergedAt: '2026-11-22T19:04:00Z',
    });
    const stages = stagesOf(earlier, { instance: instance(READY) });
    expect(stages[2]).toMatchObject({ state: 'done' });
    expect(stages[2].at).toBeUndefined();
    expect(stages[3].at).toBeUndefined();
  });

  it('is not that of before: an edit may leave readiness alone, a name be used again', () => {
    const before = '2026-11-22T18:00:00Z';
    const edited = stagesOf(change('edit'), {
      instance: instance({ ...READY, since: before }),
    });
    expect(edited[5]).toEqual({
      id: 'ready',
      state: 'done',
      sentence: 'Ready',
    });
    const removed = stagesOf(change('remove'), { goneAt: before });
    expect(removed[5].at).toBeUndefined();
  });
});

describe('Flux', () => {
  it('has applied what it waits for to be healthy', () => {
    const checking = kustomization({
      lastAppliedRevision: 'main@sha1:0000',
      conditions: [
        { type: 'Ready', status: 'Unknown', reason: 'Progressing' },
        {
          type: 'Reconciling',
          status: 'True',
          reason: 'Progressing',
          message: `Running health checks for revision main@sha1:${COMMIT} with a timeout of 1m0s`,
        },
      ],
    });
    const stages = stagesOf(change('create'), {
      kustomizations: [checking],
      instance: instance({ state: 'progressing', sentence: '' }, 2),
    });
    expect(stages[3].state).toBe('done');
    expect(stages[5]).toMatchObject({ sentence: '2 of 4 children ready' });
  });

  it('names the Kustomization that it waits for, and why that does not get on', () => {
    const waiting = kustomization({
      lastAppliedRevision: 'main@sha1:0000',
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'DependencyNotReady',
          message: "dependency 'flux-system/platform' is not ready",
        },
      ],
    });
    const platform = {
      ...live('kustomization-workloads.yaml'),
      metadata: { name: 'platform', namespace: 'flux-system' },
      spec: { path: './platform', suspend: true },
    };
    const [, , , applied] = stagesOf(change('create'), {
      kustomizations: [waiting, platform],
    });
    expect(applied).toMatchObject({
      state: 'current',
      sentence:
        'Flux waits for Kustomization flux-system/platform: Kustomization flux-system/platform is suspended',
      flux: { kind: 'Kustomization', name: 'platform' },
    });
  });

  it('says who can mend it when it was suspended', () => {
    const repository = live('gitrepository.yaml');
    const [, , fetched] = stagesOf(
      change('create', {
        mergeCommit: 'a'.repeat(40),
        mergedAt: '2026-11-22T19:04:56Z',
      }),
      {
        repository: {
          ...repository,
          spec: { ...Object(repository.spec), suspend: true },
        },
      },
    );
    expect(fetched).toMatchObject({
      state: 'failed',
      help: expect.stringContaining('resumes it'),
      flux: { kind: 'GitRepository' },
    });
  });
});
