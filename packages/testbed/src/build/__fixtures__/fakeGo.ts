import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tool } from '../tools';

/**
 * A `go` that compiles nothing: it answers what the builder asks, writes the import path where the program should be,
 * notes each call in `calls`, fails where `fail` says so, and finds no module where `offline` is.
 */
const SCRIPT = `#!/bin/sh
here="$(dirname "$0")/.."
case "$1" in
env)
  cat "$here/env.json"
  ;;
build)
  for argument in "$@"; do last="$argument"; done
  echo "$last" >> "$here/calls"
  if [ -f "$here/fail" ] && grep -qx "$last" "$here/fail"; then
    echo "# $last" >&2
    echo "main.go:1:1: syntax error" >&2
    exit 1
  fi
  mkdir -p "$GOCACHE" && echo work > "$GOCACHE/work"
  while [ "$1" != "-o" ]; do shift; done
  echo "program $last" > "$2"
  ;;
list)
  if [ -f "$here/offline" ]; then
    echo "go: $3: no such host" >&2
    exit 1
  fi
  for argument in "$@"; do last="$argument"; done
  printf '{\\n\\t"Path": "%s",\\n\\t"Dir": "%s"\\n}\\n' "$last" "$here/module"
  ;;
esac
`;

/** Somewhere to build with a Go that only pretends. */
export interface FakeGo {
  cache: string;
  toolsDirectory: string;
  tools: Tool[];
  /** Import paths that were built since the last time. */
  builds(): string[];
  /** Import paths that cannot be built. */
  failOn(...importPaths: string[]): void;
  /** What `go env` says. */
  setEnv(env: Record<string, string>): void;
  /** Cuts off the modules' source. */
  goOffline(): void;
  /** Changes a tool's module files. */
  changeModule(tool: string): void;
  /** Takes `go` off the PATH, or puts it there. */
  setPresent(present: boolean): void;
  remove(): void;
}

const program = (name: string) => ({
  name,
  importPath: `example.com/${name}`,
  seconds: 60,
});

/** What the tools are built from. */
const MODULES = { one: 'alpha', two: 'beta' };

/** Makes two tools: `one` with a program and files of its module, `two` with two programs. */
export function fakeGo(): FakeGo {
  const root = mkdtempSync(join(tmpdir(), 'mini-atlas-fake-go-'));
  const at = (...path: string[]) => join(root, ...path);
  const path = process.env.PATH;
  const write = (name: string, text: string) => writeFileSync(at(name), text);
  mkdirSync(at('bin'));
  mkdirSync(at('module', 'crds'), { recursive: true });
  write('module/crds/kept.yaml', 'kept');
  write('module/crds/other.yaml', 'other');
  write('bin/go', SCRIPT);
  chmodSync(at('bin/go'), 0o755);
  for (const tool of ['one', 'two'] as const) {
    mkdirSync(at('tools', tool), { recursive: true });
    write(
      `tools/${tool}/go.mod`,
      `module ${tool}\n\ngo 1.26.3\n\nrequire (\n\texample.com/${MODULES[tool]} v1.0.0\n)\n`,
    );
    write(`tools/${tool}/go.sum`, '');
  }
  const setEnv = (env: Record<string, string>) =>
    write(
      'env.json',
      JSON.stringify({
        GOVERSION: 'go1.26.8',
        GOTOOLCHAIN: 'local',
        GOMODCACHE: at('modules'),
        CC: 'cc',
        ...env,
      }),
    );
  setEnv({});
  const setPresent = (present: boolean) => {
    process.env.PATH = present ? `${at('bin')}:${path}` : at('nothing');
  };
  setPresent(true);
  return {
    cache: at('cache'),
    toolsDirectory: at('tools'),
    tools: [
      {
        name: 'one',
        programs: [program('alpha')],
        files: [
          {
            module: 'example.com/alpha',
            from: 'crds',
            to: 'crds',
            only: ['kept.yaml'],
          },
        ],
        flags: [],
      },
      {
        name: 'two',
        programs: [program('beta'), program('gamma')],
        files: [],
        flags: [],
      },
    ],
    builds() {
      if (!existsSync(at('calls'))) return [];
      const calls = readFileSync(at('calls'), 'utf8').trim().split('\n');
      rmSync(at('calls'));
      return calls.map(call => call.replace('example.com/', ''));
    },
    failOn: (...names) =>
      write('fail', names.map(name => `example.com/${name}`).join('\n')),
    setEnv,
    goOffline: () => write('offline', ''),
    changeModule: tool => write(`tools/${tool}/go.sum`, 'changed'),
    setPresent,
    remove() {
      process.env.PATH = path;
      rmSync(root, { recursive: true, force: true });
    },
  };
}
