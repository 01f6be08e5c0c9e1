import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox, startSandbox } from '@mini-atlas/sandbox';
import { CliProcess, runCli } from '../../__fixtures__/cliProcess';
import { root } from '../../root';

/** Every part of Core that a sandbox imitates, and so has already, and what it has no use for. */
export const CORE =
  'sources,gateway-api,flux,cilium,gateway,metrics-server,kyverno,kro,cloudnative-pg,strimzi,kafka';

/** A sandbox without a platform, and a state directory for one. */
export interface SandboxPlatform {
  sandbox: Sandbox;
  state: string;
  /** Address of its repository. */
  git: string;
  /** The token of the one who may do everything in the forge. */
  token: string;
  /** Runs a command of the platform with this state directory. */
  run(args: string[], env?: NodeJS.ProcessEnv): CliProcess;
  /** `up` on this sandbox from its forge, with options that matter to a test. */
  up(args?: string[], env?: NodeJS.ProcessEnv): CliProcess;
  /** Adds a file to the repository, or puts it into the place of the one that is there. */
  commit(path: string, content: string): Promise<void>;
  /** What was written down, in this state directory unless another is named. */
  record(directory?: string): ReturnType<typeof JSON.parse>;
  stop(): Promise<void>;
}

/** Starts one. */
export async function sandboxPlatform(): Promise<SandboxPlatform> {
  const directory = mkdtempSync(join(tmpdir(), 'mini-atlas-platform-test-'));
  const sandboxState = join(directory, 'sandbox');
  const sandbox = await startSandbox({
    state: sandboxState,
    platform: join(root, 'kind'),
    empty: true,
    delays: 0,
  });
  const state = join(directory, 'platform');
  const { forgeOwner } = JSON.parse(
    readFileSync(join(sandboxState, 'credentials.json'), 'utf8'),
  );
  const git = `${sandbox.forge.url}/${sandbox.forge.repository}`;
  const run = ([command, ...args]: string[], env: NodeJS.ProcessEnv = {}) =>
    runCli([command, '--state', state, ...args], {
      MINI_ATLAS_GIT_TOKEN: forgeOwner,
      ...env,
    });
  return {
    sandbox,
    state,
    git,
    token: forgeOwner,
    run,
    up: (args = [], env = {}) =>
      run(
        [
          ...['up', '--kubeconfig', sandbox.kubeconfig, '--git', git],
          ...['--existing', CORE, '--no-portal', '--timeout', '20s', ...args],
        ],
        env,
      ),
    async commit(path, content) {
      const { url, repository } = sandbox.forge;
      const place = `${url}/api/v1/repos/${repository}/contents/${path}`;
      const authorization = `token ${forgeOwner}`;
      const there = await fetch(place, { headers: { authorization } });
      const { sha } = there.ok ? await there.json() : { sha: undefined };
      const answer = await fetch(place, {
        method: sha ? 'PUT' : 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({
          content: Buffer.from(content).toString('base64'),
          message: `Write ${path}`,
          sha,
        }),
      });
      if (!answer.ok)
        throw new Error(`${answer.status}: ${await answer.text()}`);
    },
    record: (where = state) =>
      JSON.parse(readFileSync(join(where, 'platform.json'), 'utf8')),
    async stop() {
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** The events of a command with `--json`. */
export function eventsOf(output: string): Record<string, string>[] {
  return output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
}
