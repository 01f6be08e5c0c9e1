import {
  ChangeFacts,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { live } from '../__testUtils__/live';
import { GIT_REPOSITORY, KUSTOMIZATION } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import { deliveryProgress } from './changeDelivery';
import { ChangedInstance } from './changeOutcome';
import { changeStagesOf } from './changeStages';

const APPLIED = 'f86cda0ef90d13a91944b3d687c05e1c1eca666a';
const MERGED_AT = '2026-11-22T19:04:50Z';
const now = Date.parse('2026-11-22T19:04:57Z');

const merged: ChangeFacts = {
  number: 7,
  title: 'Order',
  author: 'ada',
  url: 'http://forge/7',
  branch: 'mini-atlas/demo-hello-1',
  state: 'merged',
  mergeable: true,
  createdAt: '2026-11-22T19:04:00Z',
  mergedAt: MERGED_AT,
  mergeCommit: APPLIED,
  files: [{ path: 'workloads/demo-hello.yaml', status: 'added' }],
};

function instance(
  state: InstanceSummary['health']['state'],
  ready: number,
  parts: Partial<ChangedInstance> = {},
): ChangedInstance {
  return {
    observed: true,
    existing: 4,
    present: ['Deployment hello', 'Service hello', 'ConfigMap a'],
    ...parts,
    summary: {
      ref: 'test:demo.atlas.dev/team-a/hello',
      apiVersion: 'atlas.dev/v1alpha1',
      kind: 'Demo',
      name: 'hello',
      abstraction: 'demo',
      abstractionTitle: 'Demo',
      entityRef: 'component:team-a/demo-hello',
      health: { state, sentence: 'Image `x` cannot be pulled' },
      children: { ready, total: 4 },
      createdAt: MERGED_AT,
      changedAt: MERGED_AT,
    },
  };
}

function storeWith(
  repository: KubernetesObject,
  kustomization = live('kustomization-workloads.yaml'),
): ObjectStore {
  const store = new ObjectStore();
  store.set(GIT_REPOSITORY, repository);
  store.set(KUSTOMIZATION, kustomization);
  return store;
}

function withArtifact(revision: string, lastUpdateTime: string) {
  const repository = live('gitrepository.yaml');
  return {
    ...repository,
    status: { artifact: { revision: `main@sha1:${revision}`, lastUpdateTime } },
  };
}

function stagesOf(
  facts: ChangeFacts,
  store = storeWith(live('gitrepository.yaml')),
  changed?: ChangedInstance,
) {
  return changeStagesOf({
    facts,
    now,
    ...(facts.state === 'merged'
      ? { delivery: deliveryProgress(store, facts, now) }
      : {}),
    ...(changed ? { instance: changed } : {}),
  });
}

const states = (stages: ReturnType<typeof stagesOf>) =>
  stages.map(stage => stage.state);

describe('changeStagesOf', () => {
  it('waits for the merge', () => {
    const stages = stagesOf({ ...merged, state: 'open' });
    expect(states(stages)).toEqual([
      'done',
      'current',
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect(stages[1].sentence).toBe(
      'Waits for someone to merge the pull request',
    );
  });

  it('says that it conflicts, once the host has had time to look, and that it was closed', () => {
    const fresh = stagesOf({
      ...merged,
      state: 'open',
      mergeable: false,
      createdAt: '2026-11-22T19:04:56Z',
    });
    const again = stagesOf({
      ...merged,
      state: 'open',
      mergeable: false,
      unmergeableSince: '2026-11-22T19:04:56Z',
    });
    expect(again[1]).toEqual(fresh[1]);
    expect(fresh[1]).toMatchObject({
      state: 'current',
      sentence: 'The Git host looks whether it can be merged',
    });
    const conflict = stagesOf({ ...merged, state: 'open', mergeable: false });
    expect(conflict[1]).toMatchObject({
      state: 'failed',
      sentence: expect.stringContaining('conflicts'),
    });
    const closed = stagesOf({ ...merged, state: 'closed' });
    expect(closed[1]).toMatchObject({
      state: 'failed',
      sentence: expect.stringContaining('closed without a merge'),
    });
  });

  it('says when Flux looks again', () => {
    const old = withArtifact('0000', '2026-11-22T19:04:38Z');
    expect(stagesOf(merged, storeWith(old))[2]).toMatchObject({
      state: 'current',
      sentence: 'Flux looks at Git every 10 s',
      due: '2026-11-22T19:05:00.000Z',
    });
  });

  it('says why Flux cannot fetch', () => {
    const broken = {
      ...withArtifact('0000', '2026-11-22T19:04:38Z'),
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            message: 'authentication required',
          },
        ],
      },
    };
    expect(stagesOf(merged, storeWith(broken))[2]).toMatchObject({
      state: 'failed',
      sentence: 'Flux cannot fetch the repository: Authentication required',
    });
  });

  it('takes a later fetch as containing the merge, an earlier one not', () => {
    const later = { ...merged, mergeCommit: 'another' };
    const stages = stagesOf(later);
    expect(stages[2].state).toBe('done');
    const sameSecond = { ...later, mergedAt: '2026-11-22T19:04:55Z' };
    expect(stagesOf(sameSecond)[2].state).toBe('current');
  });

  it('says why Flux cannot apply', () => {
    const kustomization = live('kustomization-workloads.yaml');
    const stuck = {
      ...kustomization,
      status: {
        lastAppliedRevision: 'main@sha1:0000',
        lastAttemptedRevision: `main@sha1:${APPLIED}`,
        conditions: [
          { type: 'Ready', status: 'False', message: 'Demo is invalid' },
        ],
      },
    };
    const store = storeWith(live('gitrepository.yaml'), stuck);
    expect(stagesOf(merged, store)[3]).toMatchObject({
      state: 'failed',
      sentence: 'Flux cannot apply it: Demo is invalid',
    });
  });

  it('says that no Kustomization covers the file', () => {
    const facts = {
      ...merged,
      files: [{ path: 'elsewhere/x.yaml', status: 'added' as const }],
    };
    expect(stagesOf(facts)[2]).toMatchObject({
      state: 'failed',
      sentence:
        'No Flux Kustomization of this cluster covers `elsewhere/x.yaml`',
    });
  });

  it('follows a creation to the end', () => {
    expect(stagesOf(merged)[4]).toMatchObject({ state: 'current' });
    expect(
      stagesOf(merged, undefined, instance('progressing', 2))[5],
    ).toMatchObject({ state: 'current', sentence: '2 of 4 children ready' });
    expect(stagesOf(merged, undefined, instance('failed', 2))[5]).toMatchObject(
      {
        state: 'failed',
        sentence: 'Image `x` cannot be pulled',
      },
    );
    expect(states(stagesOf(merged, undefined, instance('ready', 4)))).toEqual(
      Array(6).fill('done'),
    );
  });

  it('does not take an edit as done before KRO has looked at it', () => {
    const edit = {
      ...merged,
      files: [{ path: 'workloads/x.yaml', status: 'modified' as const }],
    };
    expect(
      stagesOf(edit, undefined, instance('ready', 4, { observed: false }))[4],
    ).toMatchObject({
      state: 'current',
      sentence: 'KRO has not taken it up yet',
    });
  });

  it('follows a removal until everything is gone', () => {
    const removal = {
      ...merged,
      files: [{ path: 'workloads/x.yaml', status: 'removed' as const }],
    };
    expect(
      stagesOf(removal, undefined, instance('deleting', 0))[4],
    ).toMatchObject({
      state: 'current',
      sentence: 'Deployment hello and 2 others are still there',
    });
    expect(states(stagesOf(removal))).toEqual(Array(6).fill('done'));
  });
});
