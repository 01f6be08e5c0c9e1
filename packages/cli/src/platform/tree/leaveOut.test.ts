import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../../root';
import { SMALL_TREE } from './__fixtures__/smallTree';
import { leaveOut } from './leaveOut';
import { partsOf, settleLeftOut } from './parts';
import { PlatformTree, readTree } from './platformTree';

const documentsIn = (tree: PlatformTree, path: string) =>
  parseAllDocuments(tree.get(path) ?? '').map(document => document.toJS());

const namesIn = (tree: PlatformTree, path: string) =>
  documentsIn(tree, path).map(({ metadata }) => metadata.name);

const settle = (without: string[], existing: string[] = []) =>
  settleLeftOut(partsOf(SMALL_TREE), { without, existing });

describe('parts', () => {
  it('are read from the tree, in its order', () => {
    expect(partsOf(SMALL_TREE)).toEqual([
      { name: 'flux', dependsOn: [], requires: [], required: true },
      { name: 'cilium', dependsOn: ['flux'], requires: [], required: false },
      {
        name: 'strimzi',
        dependsOn: ['flux'],
        requires: ['kafka'],
        required: false,
      },
      {
        name: 'kafka',
        dependsOn: ['strimzi', 'cilium'],
        requires: [],
        required: false,
      },
    ]);
    expect(partsOf(new Map())).toEqual([]);
  });

  it('take with them what requires them', () => {
    expect(settle(['kafka'])).toEqual({
      without: ['kafka', 'strimzi'],
      existing: [],
    });
    expect(settle(['kafka'], ['strimzi'])).toEqual({
      without: ['kafka'],
      existing: ['strimzi'],
    });
    expect(settle([], ['kafka'])).toEqual({ without: [], existing: ['kafka'] });
  });

  it('are named when they do not exist, or cannot be left out', () => {
    expect(() => settle(['kafak', 'x'])).toThrow(
      "--without: 'kafak', 'x' are no parts of the platform.\n  → Use any of: cilium, strimzi, kafka.",
    );
    expect(() => settle(['flux'])).toThrow(
      "--without: nothing works without 'flux'.",
    );
    expect(() => settle([], ['moon'])).toThrow(
      "--existing: 'moon' is no part of the platform.\n  → Use any of: flux, cilium, strimzi, kafka.",
    );
    expect(() => settle(['strimzi'])).toThrow(
      "--without: 'kafka' cannot be without 'strimzi'.\n  → Leave out both: --without kafka,strimzi.",
    );
    expect(() => settle(['kafka'], ['kafka'])).toThrow(
      "'kafka' stands in both --without and --existing.",
    );
  });
});

describe('leaving parts out', () => {
  it('takes directories, Kustomizations, dependencies and what requires them', () => {
    const left = leaveOut(SMALL_TREE, settle(['kafka']));
    expect([...left.keys()].filter(path => /kafka|strimzi/.test(path))).toEqual(
      [],
    );
    expect(namesIn(left, 'flux/core.yaml')).toEqual(['flux', 'cilium']);
    expect(namesIn(left, 'core/sources/charts.yaml')).toEqual(['cilium']);
    expect(left.has('foundation/topic.yaml')).toBe(false);
    const kustomization = parse(left.get('flux/kustomization.yaml') ?? '');
    expect(kustomization.resources).toEqual([
      ...['../versions.yaml', 'platform.yaml', 'core.yaml'],
    ]);
    expect(kustomization.patches).toEqual([
      {
        target: { kind: 'Kustomization', name: 'foundation' },
        patch:
          '- op: add\n  path: /spec/dependsOn\n  value:\n    - name: cilium\n',
      },
    ]);
  });

  it('takes a file that is gone out of the list of its directory', () => {
    const left = leaveOut(SMALL_TREE, settle(['kafka']));
    expect(left.has('delivery/tenants/demo/topic.yaml')).toBe(false);
    expect(left.get('delivery/tenants/demo/kustomization.yaml')).toBe(
      'resources:\n  - web.yaml\n',
    );
  });

  it('keeps what requires a part that is there already', () => {
    const left = leaveOut(SMALL_TREE, settle([], ['kafka', 'strimzi']));
    expect(left.has('core/kafka/kafka.yaml')).toBe(false);
    expect(left.has('foundation/topic.yaml')).toBe(true);
    expect(namesIn(left, 'core/sources/charts.yaml')).toEqual([
      'cilium',
      'strimzi',
    ]);
  });

  it('leaves everything else as it is, comments too', () => {
    const left = leaveOut(SMALL_TREE, settle(['kafka']));
    for (const path of ['README.md', 'core/cilium/release.yaml']) {
      expect(left.get(path)).toBe(SMALL_TREE.get(path));
    }
    const core = left.get('flux/core.yaml') ?? '';
    expect(core).toMatch(/^# Core, part by part\./);
    expect(core).toContain('path: ./core/cilium # where it is');
    expect(core).not.toContain('The operator');
    expect(leaveOut(SMALL_TREE, settle([]))).toBe(SMALL_TREE);
  });

  it.each([
    ['kafka', ['kafka', 'strimzi']],
    ['metrics-server', ['metrics-server']],
  ])('leaves nothing behind in the real tree of %s', (name, gone) => {
    const tree = readTree(join(root, 'kind'));
    const parts = partsOf(tree);
    const { without } = settleLeftOut(parts, { without: [name], existing: [] });
    expect(without).toEqual(gone);
    const left = leaveOut(tree, { without, existing: [] });
    const kustomizations = partsOf(left);
    const names = kustomizations.map(one => one.name);
    expect(names).toEqual(
      parts.map(one => one.name).filter(one => !without.includes(one)),
    );
    for (const { dependsOn } of kustomizations) {
      expect(names).toEqual(expect.arrayContaining(dependsOn));
    }
    for (const file of ['flux/kustomization.yaml', 'flux/core.yaml']) {
      const named = documentsIn(left, file);
      expect(JSON.stringify(named)).not.toMatch(new RegExp(gone.join('|')));
    }
    for (const part of parts) {
      const paths = [...tree.keys()];
      expect(paths.some(path => path.startsWith(`core/${part.name}/`))).toBe(
        true,
      );
    }
  });
});
