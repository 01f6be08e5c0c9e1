import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import {
  abstractionReadPermission,
  instanceReadPermission,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { CallerAccess } from './access';
import { listInstances } from './routes/instanceRoutes';

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

interface ActionContext {
  access: CallerAccess;
  cluster: KroCluster;
}

function registerListInstances(
  registry: ActionsRegistryService,
  { access, cluster }: ActionContext,
): void {
  registry.register({
    name: 'list-instances',
    title: 'List platform instances',
    description:
      'Lists what was ordered from the platform (workspaces, applications, databases, topics …) with its state in a sentence. Use it to find what is not ready.',
    attributes: READ_ONLY,
    visibilityPermission: instanceReadPermission,
    schema: {
      input: z =>
        z.object({
          abstraction: z.string().optional().describe('Name of an abstraction'),
          workspace: z.string().optional().describe('Name of a workspace'),
          state: z
            .enum([
              'ready',
              'progressing',
              'failed',
              'waiting',
              'deleting',
              'unknown',
            ])
            .optional(),
          q: z.string().max(200).optional().describe('Words to look for'),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      output: z =>
        z.object({
          cluster: z.string().describe('live, stale or starting'),
          total: z.number(),
          items: z.array(z.record(z.unknown())),
        }),
    },
    action: async ({ input, credentials }) => {
      await access.require(credentials, instanceReadPermission);
      const items = await listInstances(cluster, input);
      return {
        output: {
          cluster: cluster.status().state,
          total: items.length,
          items: items.slice(0, input.limit).map(item => ({ ...item })),
        },
      };
    },
  });
}

function registerGetInstance(
  registry: ActionsRegistryService,
  { access, cluster }: ActionContext,
): void {
  registry.register({
    name: 'get-instance',
    title: 'Get a platform instance',
    description:
      'Shows one instance: state, root cause, outputs, children, events and where it comes from in Git. Use it to explain why something is not ready.',
    attributes: READ_ONLY,
    visibilityPermission: instanceReadPermission,
    schema: {
      input: z =>
        z.object({
          ref: z
            .string()
            .describe(
              'Instance ref as list-instances gives it: cluster:kind.group/namespace/name',
            ),
        }),
      output: z => z.object({ instance: z.record(z.unknown()) }),
    },
    action: async ({ input, credentials }) => {
      await access.require(credentials, instanceReadPermission);
      const instance = cluster.instance(input.ref);
      if (!instance) {
        throw new NotFoundError(`there is no instance '${input.ref}'`);
      }
      return { output: { instance: { ...instance } } };
    },
  });
}

function registerListAbstractions(
  registry: ActionsRegistryService,
  { access, cluster }: ActionContext,
): void {
  registry.register({
    name: 'list-abstractions',
    title: 'List platform abstractions',
    description:
      'Lists what can be ordered from the platform, with the template that orders it.',
    attributes: READ_ONLY,
    visibilityPermission: abstractionReadPermission,
    schema: {
      input: z => z.object({}),
      output: z => z.object({ items: z.array(z.record(z.unknown())) }),
    },
    action: async ({ credentials }) => {
      await access.require(credentials, abstractionReadPermission);
      return {
        output: { items: cluster.abstractions().map(item => ({ ...item })) },
      };
    },
  });
}

/** Offers the read-only questions to MCP clients and templates; each asks for the caller's permission again. */
export function registerActions(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  registerListInstances(registry, context);
  registerGetInstance(registry, context);
  registerListAbstractions(registry, context);
}
