import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ChangeFacts } from '@mini-atlas/backstage-plugin-kro-common';
import { Sandbox, startSandbox } from '@mini-atlas/sandbox';
import { ClusterConnection, createConnection } from '../connection/connection';
import { createKroCluster, RunningKroCluster } from '../createKroCluster';

const PLATFORM = resolve(__dirname, '../../../../kind');

/**
 * Jest runs tests in a realm of its own, but its `structuredClone` makes arrays of the outer one; the sandbox's
 * CEL evaluator takes those for no lists. All that is cloned there is JSON.
 */
globalThis.structuredClone = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value));

/** What a change does to a file of the delivery repository; without `text` it removes it. */
export interface FileEdit {
  path: string;
  text?: string;
}

/** Gitea's answers, as far as these tests read them. */
interface Pull {
  number: number;
  title: string;
  html_url: string;
  mergeable: boolean;
  created_at: string;
  merged_at?: string;
  merge_commit_sha?: string;
  user: { login: string };
}

/** The real platform of `kind/` in a sandbox, and a portal's view of it whose requests are written down. */
export class Platform {
  readonly state = mkdtempSync(join(tmpdir(), 'kro-node-platform-'));
  /** Paths that the view asked the API server for. */
  readonly requests: string[] = [];
  private running: Sandbox | undefined;
  private view: RunningKroCluster | undefined;
  private changes = 0;

  get sandbox(): Sandbox {
    if (!this.running) throw new Error('the platform is stopped');
    return this.running;
  }

  get cluster(): RunningKroCluster {
    if (!this.view) throw new Error('the platform was never started');
    return this.view;
  }

  /** Starts the sandbox; a second time on the ports it had before. */
  async start(ports?: { api: number; forge: number }): Promise<this> {
    this.running = await startSandbox({
      state: this.state,
      platform: PLATFORM,
      ...(ports ? { apiPort: ports.api, forgePort: ports.forge } : {}),
    });
    this.view ??= createKroCluster({
      name: 'test',
      connection: this.recorded(
        createConnection({ kubeconfig: this.running.portalKubeconfig }),
      ),
    });
    await this.view.ready({ signal: AbortSignal.timeout(20_000) });
    return this;
  }

  ports() {
    return {
      api: Number(new URL(this.sandbox.apiUrl).port),
      forge: Number(new URL(this.sandbox.forge.url).port),
    };
  }

  /** Ends the sandbox; the view goes on without it. */
  async stopCluster(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  async stop(): Promise<void> {
    this.view?.stop();
    await this.stopCluster();
    rmSync(this.state, { recursive: true, force: true });
  }

  /** Opens a pull request. */
  async propose({ path, text }: FileEdit): Promise<ChangeFacts> {
    this.changes += 1;
    const branch = `mini-atlas/change-${this.changes}`;
    await this.ask('POST', '/branches', {
      new_branch_name: branch,
      old_branch_name: 'main',
    });
    const status = await this.write(branch, { path, text });
    const pull = await this.ask<Pull>('POST', '/pulls', {
      base: 'main',
      head: branch,
      title: `Change ${path}`,
    });
    return { ...factsOf(pull), branch, files: [{ path, status }] };
  }

  /** Merges a pull request. */
  async merge(facts: ChangeFacts): Promise<ChangeFacts> {
    await this.ask('POST', `/pulls/${facts.number}/merge`, { Do: 'merge' });
    const pull = await this.ask<Pull>('GET', `/pulls/${facts.number}`);
    return { ...facts, ...factsOf(pull) };
  }

  /** Proposes and merges. */
  async change(edit: FileEdit): Promise<ChangeFacts> {
    return this.merge(await this.propose(edit));
  }

  private async write(
    branch: string,
    { path, text }: FileEdit,
  ): Promise<ChangeFacts['files'][number]['status']> {
    const address = `/contents/${path}`;
    const known = await this.askIfAny<{ sha: string }>(`${address}?ref=main`);
    const message = `Change ${path}`;
    const sha = known ? { sha: known.sha } : {};
    if (text === undefined) {
      await this.ask('DELETE', address, { branch, message, ...sha });
      return 'removed';
    }
    const content = Buffer.from(text).toString('base64');
    const method = known ? 'PUT' : 'POST';
    await this.ask(method, address, { branch, message, content, ...sha });
    return known ? 'modified' : 'added';
  }

  private async fetch(method: string, path: string, body?: object) {
    const { url, repository, token } = this.sandbox.forge;
    return fetch(`${url}/api/v1/repos/${repository}${path}`, {
      method,
      headers: {
        authorization: `token ${token}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  private async askIfAny<T>(path: string): Promise<T | undefined> {
    const response = await this.fetch('GET', path);
    return response.status === 404 ? undefined : response.json();
  }

  private async ask<T>(
    method: string,
    path: string,
    body?: object,
  ): Promise<T> {
    const response = await this.fetch(method, path, body);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return JSON.parse(text || 'null');
  }

  private recorded(connection: ClusterConnection): ClusterConnection {
    const { requests } = this;
    return {
      get(path, options) {
        requests.push(path);
        return connection.get(path, options);
      },
      watch(path, onLine, options) {
        requests.push(path);
        return connection.watch(path, onLine, options);
      },
    };
  }
}

function factsOf(pull: Pull): Omit<ChangeFacts, 'branch' | 'files'> {
  return {
    number: pull.number,
    title: pull.title,
    author: pull.user.login,
    url: pull.html_url,
    state: pull.merged_at ? 'merged' : 'open',
    mergeable: pull.mergeable,
    createdAt: pull.created_at,
    ...(pull.merged_at ? { mergedAt: pull.merged_at } : {}),
    ...(pull.merge_commit_sha ? { mergeCommit: pull.merge_commit_sha } : {}),
  };
}
