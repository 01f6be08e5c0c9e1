import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareKubeconfig } from './kubeconfigFile';

let path: string;

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'mini-atlas-kubeconfig-')), 'config');
});

afterEach(() => rmSync(join(path, '..'), { recursive: true }));

describe('prepareKubeconfig', () => {
  it.each(['', 'clusters: [{name: mini-atlas, cluster: {}}]\n'])(
    'removes an empty file or one of an earlier run: %p',
    content => {
      writeFileSync(path, content);
      prepareKubeconfig(path);
      expect(existsSync(path)).toBe(false);
    },
  );

  it.each([
    'clusters: [{name: production, cluster: {}}]\n',
    'clusters: [{name: mini-atlas}, {name: production}]\n',
    'Dear diary, "',
    'a: [',
  ])('keeps what somebody else wrote: %p', content => {
    writeFileSync(path, content);
    expect(() => prepareKubeconfig(path)).toThrow(
      `--kubeconfig ${path} exists and was not written by Mini-Atlas.`,
    );
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});
