import {
  KubeConfig,
  KubernetesListObject,
  KubernetesObject,
  ListWatch,
  Watch,
} from '@kubernetes/client-node';

type Item = KubernetesObject & { data?: Record<string, string> };
type List = KubernetesListObject<Item>;

const RETRY_MS = 50;

/** What an informer shall look at, and how. */
export interface Following {
  /** Of the resource, in its namespace. */
  path: string;
  namespace: string;
  /** Lists what there is; `times` counts from 1. */
  list(query: string, times: number): Promise<List>;
  labelSelector?: string;
  fieldSelector?: string;
  /** The server ends each watch after so many seconds. */
  timeoutSeconds?: number;
}

/** An informer that is started again when it gives up, as its users do. */
export interface FollowedInformer {
  /** What it told: `add a`, `update a`, `delete a`. */
  told: string[];
  /** How often it listed, watched, and gave up. */
  count(): { lists: number; watches: number; errors: number };
  /** Names of what it has. */
  names(): string[];
  /** The value of `data.v` in what it has under a name. */
  value(name: string): string | undefined;
  stop(): Promise<void>;
}

/** Starts an informer. */
export async function followedInformer(
  config: KubeConfig,
  following: Following,
): Promise<FollowedInformer> {
  const { path, namespace, labelSelector, fieldSelector } = following;
  const query = new URLSearchParams({
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  });
  let stopped = false;
  const told: string[] = [];
  const seen = { lists: 0, watches: 0, errors: 0 };
  const informer = new ListWatch<Item>(
    path,
    watchOf(config, following.timeoutSeconds, () => {
      seen.watches += 1;
    }),
    () => {
      seen.lists += 1;
      return following.list(`?${query}`, seen.lists);
    },
    false,
    labelSelector,
    fieldSelector,
  );
  for (const verb of ['add', 'update', 'delete'] as const) {
    informer.on(verb, ({ metadata }) => {
      told.push(`${verb} ${metadata?.name}`);
    });
  }
  informer.on('error', () => {
    seen.errors += 1;
    setTimeout(() => {
      if (!stopped) void informer.start();
    }, RETRY_MS);
  });
  await informer.start();
  return {
    told,
    count: () => seen,
    names: () =>
      informer
        .list()
        .map(({ metadata }) => metadata?.name ?? '')
        .sort(),
    value: name => informer.get(name, namespace)?.data?.v,
    stop: async () => {
      stopped = true;
      await informer.stop();
    },
  };
}

function watchOf(
  config: KubeConfig,
  timeoutSeconds: number | undefined,
  onWatch: () => void,
): Watch {
  const watch = new Watch(config);
  const send = watch.watch.bind(watch);
  watch.watch = (path, query, onEvent, onDone) => {
    onWatch();
    return send(
      path,
      { ...query, ...(timeoutSeconds ? { timeoutSeconds } : {}) },
      onEvent,
      onDone,
    );
  };
  return watch;
}
