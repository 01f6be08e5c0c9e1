import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerOf, takeState } from './state';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mini-atlas-state-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const put = (...path: string[]) => {
  const file = join(directory, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'content');
  return file;
};

describe('takeState', () => {
  it('makes a directory that is not there', () => {
    const state = join(directory, 'new', 'state');
    takeState(state, { fresh: true });
    expect(readdirSync(state)).toContain('.mini-atlas-state');
  });

  it.each([true, false])(
    'refuses a directory of somebody else and leaves it as it is (fresh: %s)',
    fresh => {
      const file = put('photos', 'cat.jpg');
      const database = put('database', 'mine');
      expect(() => takeState(directory, { fresh })).toThrow(
        `--state ${directory} is not a state directory of Mini-Atlas: it holds 'photos'.`,
      );
      expect(existsSync(file) && existsSync(database)).toBe(true);
      expect(readdirSync(directory).sort()).toEqual(['database', 'photos']);
    },
  );

  it('refuses a file', () => {
    expect(() => takeState(put('file'), { fresh: true })).toThrow('is a file');
  });

  it('deletes its own content only when it shall be fresh, and never other files', () => {
    takeState(directory, { fresh: false })();
    const repository = put('forge', 'atlas', 'platform.git', 'HEAD');
    const notes = put('notes.txt');
    takeState(directory, { fresh: false })();
    expect(existsSync(repository)).toBe(true);
    takeState(directory, { fresh: true })();
    expect(existsSync(repository)).toBe(false);
    expect(existsSync(notes)).toBe(true);
  });

  it('removes the kubeconfig of an earlier run', () => {
    takeState(directory, { fresh: false })();
    const kubeconfig = put('kubeconfig');
    takeState(directory, { fresh: false })();
    expect(existsSync(kubeconfig)).toBe(false);
  });

  it('names a directory that cannot be made, and what to do', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => takeState(join(file, 'state'), { fresh: false })).toThrow(
      /The state directory could not be prepared: .*ENOTDIR.*--state DIR/,
    );
  });
});

describe('ownerOf', () => {
  it('is the process that has written the lock, as long as it lives', () => {
    writeFileSync(
      join(directory, 'running.json'),
      JSON.stringify({ pid: process.ppid }),
    );
    expect(ownerOf(directory)).toEqual({ pid: process.ppid });
    writeFileSync(
      join(directory, 'running.json'),
      JSON.stringify({ pid: 2 ** 30 }),
    );
    expect(ownerOf(directory)).toBeUndefined();
  });

  it('is nobody after the state was given back', () => {
    takeState(directory, { fresh: false })();
    expect(ownerOf(directory)).toBeUndefined();
  });
});
