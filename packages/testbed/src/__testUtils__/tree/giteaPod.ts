import { ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTools } from '../../build/toolsPlace';
import { ClusterObject } from '../../cluster/objectPaths';
import { findFreePorts } from '../../process/freePorts';
import { runCommand } from '../../process/runCommand';
import { eventually } from '../eventually';
import { PlatformTree } from './platformTree';

const VOLUME = '/var/lib/gitea';
const CONFIG = '/etc/gitea/app.ini';
const PROGRAM = '/app/gitea/gitea';

/** Who the init container makes. */
export interface GiteaAdmin {
  username: string;
  password: string;
}

/** The pod of core/gitea as processes: its init container and its container, with its configuration. */
export interface GiteaPod {
  url: string;
  /** What stands in its configuration now. */
  config(): string;
  /** What it signs and encrypts with. */
  secrets(): string[];
  /** Runs the init container. @throws TestbedError with what it wrote */
  prepare(admin: GiteaAdmin): Promise<void>;
  /** Runs the container until it is healthy. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether the testbed's Gitea stands. */
export function isGiteaBuilt(): boolean {
  return findTools() !== undefined;
}

/** @param directory - in place of the pod's volume */
export async function giteaPod(
  { layers }: PlatformTree,
  directory: string,
): Promise<GiteaPod> {
  const tools = findTools();
  if (!tools) throw new Error("The testbed's Gitea has not been built");
  const objects = layers
    .filter(({ name }) => name === 'gitea')
    .flatMap(({ documents }) => documents.map(({ object }) => object));
  const [port] = await findFreePorts(1);
  const program = tools.program('gitea');
  const config = join(directory, 'app.ini');
  const moved = (text: string) =>
    text
      .replaceAll(VOLUME, directory)
      .replaceAll(CONFIG, config)
      .replaceAll(PROGRAM, program);
  mkdirSync(directory, { recursive: true });
  // Here it has neither a user nor a port of its own, nor the image's files.
  writeFileSync(
    config,
    moved(iniOf(objects))
      .replace('RUN_MODE = prod', `RUN_MODE = prod\n${asRoot()}`)
      .replace(
        'HTTP_PORT = 3000',
        `HTTP_ADDR = 127.0.0.1\nHTTP_PORT = ${port}\nSTATIC_ROOT_PATH = ${tools.share(
          'gitea',
          'web',
        )}`,
      ),
  );
  const env = {
    PATH: process.env.PATH,
    HOME: join(directory, 'git'),
    GITEA_WORK_DIR: directory,
    GITEA_TEMP: join(directory, 'temp'),
  };
  const { initContainers, containers } = podOf(objects);
  const url = `http://127.0.0.1:${port}`;
  let running: ChildProcess | undefined;
  return {
    url,
    config: () => readFileSync(config, 'utf8'),
    secrets: () =>
      ['SECRET_KEY', 'INTERNAL_TOKEN'].map(name =>
        readFileSync(join(directory, 'secrets', name), 'utf8'),
      ),
    async prepare({ username, password }) {
      const [{ command, args = [] }] = initContainers;
      const [shell, ...flags] = command;
      await runCommand({
        program: shell,
        args: [...flags, ...args.map(moved)],
        cwd: directory,
        env: { ...env, ADMIN_USERNAME: username, ADMIN_PASSWORD: password },
      });
    },
    async start() {
      const [{ command, readinessProbe }] = containers;
      const [name, ...args] = command.map(moved);
      running = spawn(name, args, { cwd: directory, env, stdio: 'ignore' });
      await eventually(async () => {
        const { ok } = await fetch(`${url}${readinessProbe?.httpGet.path}`);
        expect(ok).toBe(true);
      });
    },
    stop: () =>
      new Promise(resolve => {
        if (!running) resolve();
        running?.once('exit', () => resolve());
        running?.kill();
      }),
  };
}

interface Container {
  command: string[];
  args?: string[];
  readinessProbe?: { httpGet: { path: string } };
}

function podOf(objects: ClusterObject[]): {
  initContainers: Container[];
  containers: Container[];
} {
  const set = objects.find(({ kind }) => kind === 'StatefulSet');
  return Object(set?.spec).template.spec;
}

function iniOf(objects: ClusterObject[]): string {
  const map = objects.find(({ kind }) => kind === 'ConfigMap');
  return Object(map?.data)['app.ini'];
}

function asRoot(): string {
  return process.getuid?.() === 0
    ? 'I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true'
    : '';
}
