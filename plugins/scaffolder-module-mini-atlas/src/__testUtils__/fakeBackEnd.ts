import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Entity } from '@backstage/catalog-model';
import {
  InstanceSummary,
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';

/** A portal's back end for tests: answers previews, and remembers what it was asked. */
export class FakeBackEnd {
  readonly asked: PreviewRequest[] = [];
  readonly aborted: PreviewRequest[] = [];
  /** What it answers; an error is what `fetch` throws. */
  answer: (request: PreviewRequest) => Response | Error | Promise<Response> =
    request => ok(previewOf(request));
  systems: Entity[] = [workspaceEntity('shop', 'Shop')];
  /** What lives in the cluster. */
  instances: Pick<InstanceSummary, 'abstraction' | 'name' | 'namespace'>[] = [];
  /** Set it, and the catalog does not answer. */
  catalogFails = false;

  readonly discoveryApi = {
    getBaseUrl: async (plugin: string) => `http://portal.test/api/${plugin}`,
  };

  readonly fetchApi = {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      if (String(input) === 'http://portal.test/api/kro/instances') {
        return ok({ items: this.instances });
      }
      expect(String(input)).toBe('http://portal.test/api/kro/preview');
      const request: PreviewRequest = JSON.parse(String(init?.body));
      this.asked.push(request);
      init?.signal?.addEventListener('abort', () => this.aborted.push(request));
      const answer = await this.answer(request);
      init?.signal?.throwIfAborted();
      if (answer instanceof Response) return answer;
      throw answer;
    },
  };

  /** The APIs to give to `renderInTestApp`. */
  apis() {
    return [
      [discoveryApiRef, this.discoveryApi],
      [fetchApiRef, this.fetchApi],
      [catalogApiRef, { queryEntities: () => this.query() }],
    ] as const;
  }

  private async query() {
    if (this.catalogFails) throw new Error('The catalog does not answer');
    return {
      items: this.systems,
      totalItems: this.systems.length,
      pageInfo: {},
    };
  }
}

/** A JSON answer. */
export function ok(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}

/** A preview with a made, a half-known and a skipped child; every check passes. */
export function previewOf(request: PreviewRequest): Preview {
  const { name, namespace } = request;
  const child = (apiVersion: string, kind: string) => ({
    apiVersion,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}) },
  });
  const node = { type: 'Resource' as const, dependencies: [] };
  return {
    manifest: child('mini-atlas.dev/v1alpha1', 'WebApplication'),
    yaml: `kind: WebApplication\nmetadata:\n  name: ${name}\n`,
    path: `delivery/tenants/${namespace}/webapplication-${name}.yaml`,
    nodes: [
      {
        ...node,
        id: 'deployment',
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        outcome: 'create',
        objects: [{ object: child('apps/v1', 'Deployment'), unknown: [] }],
      },
      {
        ...node,
        id: 'service',
        apiVersion: 'v1',
        kind: 'Service',
        outcome: 'create',
        dependencies: ['deployment'],
        objects: [
          {
            object: child('v1', 'Service'),
            unknown: [
              { path: 'spec.clusterIP', expression: 'service.spec.clusterIP' },
            ],
          },
        ],
      },
      {
        ...node,
        id: 'route',
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        outcome: 'skipped',
        reason: '`spec.host` is empty',
        condition: {
          expression: 'schema.spec.host != ""',
          value: false,
          values: [{ reference: 'schema.spec.host', value: '' }],
        },
        objects: [],
      },
    ],
    status: { serviceHost: `${name}.${namespace}.svc`, url: '' },
    unknownStatus: [{ path: 'readyReplicas', expression: 'x' }],
    checks: [
      {
        id: 'free',
        title: 'Name is free',
        outcome: 'passed',
        message: 'Nothing else has this name',
        field: 'name',
      },
    ],
  };
}

/** That preview with a check that refuses. */
export function refusedOf(
  request: PreviewRequest,
  check: { field: string; message: string },
): Preview {
  return {
    ...previewOf(request),
    checks: [{ id: 'rule', title: 'Rule', outcome: 'refused', ...check }],
  };
}

/** The catalog's entity of a workspace. */
export function workspaceEntity(name: string, title: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name,
      title,
      annotations: {
        'mini-atlas.dev/instance': `local:workspace.mini-atlas.dev/${name}`,
      },
    },
    spec: { owner: 'group:default/storefront' },
  };
}
