import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Programs of the machine that every test may use. */
const REAL = ['git', 'sh', 'cat', 'sleep', 'env'];

/** A directory of programs that only pretend, and nothing else on the PATH. */
export interface FakeTools {
  /** For the environment of the process under test. */
  path: string;
  /** Makes a program of a shell script; each call is noted with its arguments and input. */
  add(name: string, script: string): void;
  /** The calls of a program: its arguments. */
  calls(name: string): string[];
  /** What the program was last given on its standard input. */
  input(name: string): string;
  remove(): void;
}

/** Makes one. */
export function fakeTools(): FakeTools {
  const directory = mkdtempSync(join(tmpdir(), 'mini-atlas-tools-'));
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  for (const name of REAL) symlinkSync(findProgram(name), join(bin, name));
  const log = (name: string) => join(directory, `${name}.calls`);
  const input = (name: string) => join(directory, `${name}.input`);
  const read = (path: string) =>
    existsSync(path) ? readFileSync(path, 'utf8') : '';
  return {
    path: bin,
    add(name, script) {
      const path = join(bin, name);
      writeFileSync(
        path,
        `#!/bin/sh
echo "$*" >> '${log(name)}'
for word in "$@"; do [ "$word" = - ] && cat > '${input(name)}'; done
${script}
`,
      );
      chmodSync(path, 0o755);
    },
    calls: name => read(log(name)).split('\n').filter(Boolean),
    input: name => read(input(name)),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function findProgram(name: string): string {
  const directory = (process.env.PATH ?? '')
    .split(delimiter)
    .find(one => existsSync(join(one, name)));
  if (!directory) throw new Error(`There is no ${name} on the PATH`);
  return join(directory, name);
}

const GIB = 1024 ** 3;

/** What a good Docker answers to `docker info`. */
export const DOCKER_INFO = {
  ServerVersion: '28.2.2',
  NCPU: 8,
  MemTotal: 16 * GIB,
  CgroupVersion: '2',
  KernelVersion: '6.12.1',
  OperatingSystem: 'Debian',
  DockerRootDir: '/nowhere/docker',
  SecurityOptions: ['name=seccomp,profile=builtin'],
};

/** A script that answers as Docker does. */
export const docker = (info: object = DOCKER_INFO) =>
  `echo '${JSON.stringify(info)}'`;

/**
 * A script that answers as kind does. A cluster is in the list as soon as its making begins.
 *
 * @param clusters - the file with the list
 * @param kubeconfig - of the cluster that stands in for a new one
 * @param creating - what else happens meanwhile
 */
export const pretendKind = (
  clusters: string,
  kubeconfig: string,
  creating = ':',
) => `
    case "$*" in
      version) echo kind v0.33.0 ;;
      "get clusters") cat '${clusters}' ;;
      "create cluster"*)
        echo "$4" > '${clusters}'
        ${creating}
        for word in "$@"; do file="$word"; done
        cat '${kubeconfig}' > "$file" ;;
      "delete cluster"*) : > '${clusters}' ;;
    esac`;
