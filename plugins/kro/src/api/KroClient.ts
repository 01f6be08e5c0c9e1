import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  AbstractionDetail,
  AbstractionList,
  ChangeChecks,
  ChangeDetail,
  ChangeList,
  ChildObject,
  ClusterStatus,
  FluxObject,
  FluxRef,
  InstanceDetail,
  InstanceEvent,
  InstanceList,
  MergeRequest,
  Preview,
  PreviewRequest,
  RemovalPreview,
} from '@mini-atlas/backstage-plugin-kro-common';
import { AskOptions, KroApi } from './kroApi';

/** Talks to `/api/kro`. */
export class KroClient implements KroApi {
  /** `discoveryApi` says where the backend is, `fetchApi` signs the requests. */
  static create(apis: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): KroClient {
    return new KroClient(apis.discoveryApi, apis.fetchApi);
  }

  private constructor(
    private readonly discoveryApi: DiscoveryApi,
    private readonly fetchApi: FetchApi,
  ) {}

  getAbstractions(options?: AskOptions): Promise<AbstractionList> {
    return this.get('/abstractions', options);
  }

  getAbstraction(
    name: string,
    options?: AskOptions,
  ): Promise<AbstractionDetail> {
    return this.get(`/abstractions/${encodeURIComponent(name)}`, options);
  }

  getInstances(
    options?: AskOptions & { search?: string },
  ): Promise<InstanceList> {
    const query = options?.search
      ? `?${new URLSearchParams({ q: options.search })}`
      : '';
    return this.get(`/instances${query}`, options);
  }

  getInstance(ref: string, options?: AskOptions): Promise<InstanceDetail> {
    return this.get(`/instance?${new URLSearchParams({ ref })}`, options);
  }

  getChild(
    ref: string,
    key: string,
    options?: AskOptions,
  ): Promise<ChildObject> {
    const query = new URLSearchParams({ ref, key });
    return this.get(`/instance/child?${query}`, options);
  }

  async getEvents(ref: string, options?: AskOptions): Promise<InstanceEvent[]> {
    const answer = await this.get<InstanceEvent[] | { items: InstanceEvent[] }>(
      `/instance/events?${new URLSearchParams({ ref })}`,
      options,
    );
    return Array.isArray(answer) ? answer : answer.items;
  }

  preview(request: PreviewRequest, options?: AskOptions): Promise<Preview> {
    return this.post('/preview', request, options);
  }

  getRemoval(ref: string, options?: AskOptions): Promise<RemovalPreview> {
    return this.get(
      `/preview/removal?${new URLSearchParams({ ref })}`,
      options,
    );
  }

  getChanges(options?: AskOptions): Promise<ChangeList> {
    return this.get('/changes', options);
  }

  getChange(number: number, options?: AskOptions): Promise<ChangeDetail> {
    return this.get(`/changes/${number}`, options);
  }

  getChangeChecks(number: number, options?: AskOptions): Promise<ChangeChecks> {
    return this.get(`/changes/${number}/checks`, options);
  }

  mergeChange(number: number, request: MergeRequest): Promise<ChangeDetail> {
    return this.post(`/changes/${number}/merge`, request);
  }

  getFluxObject(
    { kind, namespace, name }: FluxRef,
    options?: AskOptions,
  ): Promise<FluxObject> {
    const query = new URLSearchParams({ kind, namespace, name });
    return this.get(`/flux?${query}`, options);
  }

  getCluster(options?: AskOptions): Promise<ClusterStatus> {
    return this.get('/cluster', options);
  }

  private get<T>(path: string, options?: AskOptions): Promise<T> {
    return this.ask(path, { signal: options?.signal });
  }

  private post<T>(
    path: string,
    body: object,
    options?: AskOptions,
  ): Promise<T> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: options?.signal,
    });
  }

  private async ask<T>(path: string, init: RequestInit): Promise<T> {
    const base = await this.discoveryApi.getBaseUrl('kro');
    const response = await this.fetchApi.fetch(`${base}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
