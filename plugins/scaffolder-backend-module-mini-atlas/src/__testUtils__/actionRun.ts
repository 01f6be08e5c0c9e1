import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { ActionServices } from '../actions/actionServices';
import { FakeCluster } from './fakeCluster';
import { MemoryForge } from './memoryForge';

/** One task in which actions run, as the scaffolder's worker runs them: checkpoints outlive a failed run. */
export class ActionRun {
  readonly cluster = new FakeCluster();
  readonly forge = new MemoryForge();
  readonly logged: string[] = [];
  allowed = true;
  private readonly checkpoints = new Map<string, JsonValue | void>();
  readonly services: ActionServices;

  constructor(
    private readonly workspacePath: string,
    readonly taskId = '4f3d2c1b-0000-4000-8000-000000000000',
    /** Instead of the fake cluster and the forge in memory. */
    platform?: Pick<ActionServices, 'cluster' | 'forgeFor'>,
  ) {
    this.services = {
      cluster: this.cluster,
      forgeFor: () => this.forge,
      ...platform,
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({
            result: this.allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          })),
      }),
    };
  }

  /** Runs an action and returns its outputs. */
  async run<TInput extends JsonObject>(
    action: TemplateAction<TInput, any>,
    input: TInput,
    more: Partial<ActionContext<TInput>> = {},
  ): Promise<Record<string, unknown>> {
    const outputs: Record<string, unknown> = {};
    await action.handler({
      input,
      task: { id: this.taskId },
      logger: this.logger(),
      workspacePath: this.workspacePath,
      checkpoint: async ({ key, fn }) => {
        const earlier = this.checkpoints.get(key);
        if (earlier !== undefined)
          return earlier as Awaited<ReturnType<typeof fn>>;
        const value = await fn();
        this.checkpoints.set(key, value);
        return value;
      },
      output: (name, value) => {
        outputs[String(name)] = value;
      },
      createTemporaryDirectory: async () => this.workspacePath,
      getInitiatorCredentials: async () => mockCredentials.user(),
      user: {
        ref: 'user:default/guest',
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'guest' },
          spec: {
            memberOf: ['storefront'],
            profile: { displayName: 'Guest', email: 'guest@example.com' },
          },
        },
      },
      ...more,
    });
    return outputs;
  }

  logger(): LoggerService {
    const log = (message: string | Error) => this.logged.push(String(message));
    return mockServices.logger.mock({
      info: log,
      warn: log,
      error: log,
    });
  }
}
