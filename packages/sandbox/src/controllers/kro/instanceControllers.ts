import {
  crdLabels,
  Graph,
  KRO_LABELS,
  KubernetesObject,
  TypeRef,
} from '@mini-atlas/kro';
import { ControllerContext, Key, runController } from '../controller';
import { KroFlags } from './flags';
import { GraphRegistry } from './graphRegistry';
import { InstanceEnvironment, reconcileInstance } from './instance';

/** The controllers of all kinds that RGDs define; KRO's dynamic controller. */
export interface InstanceControllers {
  /** Serves an RGD's instances with this revision; starts anew only when it is another one. */
  ensure(rgd: KubernetesObject, graph: Graph, revision: number): void;
  /** Ends the controller of an RGD's instances, by the RGD's name. */
  stop(rgd: string): void;
  stopAll(): void;
}

/** No controllers yet. */
export function createInstanceControllers(
  context: ControllerContext,
  flags: KroFlags,
  registry: GraphRegistry,
): InstanceControllers {
  const running = new Map<string, { version: string; stop(): void }>();

  function stop(rgd: string) {
    running.get(rgd)?.stop();
    running.delete(rgd);
  }

  return {
    ensure(rgd, graph, revision) {
      const { name = '', uid } = rgd.metadata;
      const version = `${uid}/${revision}`;
      if (running.get(name)?.version === version) return;
      stop(name);
      const env = {
        context,
        flags,
        registry,
        rgd: name,
        labels: crdLabels(rgd),
      };
      running.set(name, { version, stop: startInstances(env, graph) });
    },
    stop,
    stopAll: () => [...running.keys()].forEach(stop),
  };
}

/** Watches the instances and whatever their graph makes or reads, so that a change is seen at once. */
function startInstances(env: InstanceEnvironment, graph: Graph): () => void {
  const { client } = env.context;
  const type = {
    apiVersion: `${graph.group}/${graph.version}`,
    kind: graph.kind,
  };
  const all = (): Key[] =>
    client
      .list(type)
      .map(({ metadata: { namespace, name = '' } }) => ({ namespace, name }));
  return runController(env.context, {
    name: `kro-${graph.plural}.${graph.group}`,
    type,
    watches: watchedTypes(graph).map(({ external, ...watched }) => ({
      type: watched,
      keysOf: child => [...parentKey(graph, child), ...(external ? all() : [])],
    })),
    reconcile: key => {
      const instance = client.get({ ...type, ...key });
      return instance ? reconcileInstance(env, instance) : {};
    },
  });
}

function watchedTypes(graph: Graph): (TypeRef & { external: boolean })[] {
  const types = new Map<string, TypeRef & { external: boolean }>();
  for (const { apiVersion, kind, type } of Object.values(graph.nodes)) {
    const id = `${apiVersion}/${kind}`;
    const external = type === 'External' || type === 'ExternalCollection';
    types.set(id, {
      apiVersion,
      kind,
      external: external || !!types.get(id)?.external,
    });
  }
  return [...types.values()];
}

/** The instance that a child names in its labels, where it is one of this kind. */
function parentKey(graph: Graph, child: KubernetesObject): Key[] {
  const { labels = {} } = child.metadata;
  const name = labels[KRO_LABELS.instanceName];
  const ours =
    labels[KRO_LABELS.instanceKind] === graph.kind &&
    labels[KRO_LABELS.instanceGroup] === graph.group;
  const namespace = labels[KRO_LABELS.instanceNamespace];
  return ours && name ? [{ name, ...(namespace ? { namespace } : {}) }] : [];
}
