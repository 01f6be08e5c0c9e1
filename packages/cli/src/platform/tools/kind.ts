import { RuntimeName } from './containerRuntime';
import { ToolCall } from './runTool';

/** Calls of `kind`, with the runtime that was found. */
export interface Kind {
  create(options: {
    name: string;
    /** Path of Kind's own configuration file, or `-` for the call's input. */
    config: string;
    /** The node's image, with its digest. */
    image?: string;
    /** Where the administrator's kubeconfig is written; the user's own is left alone. */
    kubeconfig: string;
    /** The configuration's text, where `config` is `-`. */
    input?: string;
  }): ToolCall;
  clusters(): ToolCall;
  exportKubeconfig(options: { name: string; kubeconfig: string }): ToolCall;
  remove(options: { name: string; kubeconfig: string }): ToolCall;
  version(): ToolCall;
}

/** The calls of Kind over a container runtime. Cilium brings the network later, so nothing waits for nodes. */
export function kindWith(runtime: RuntimeName): Kind {
  const call = (args: string[], input?: string): ToolCall => ({
    tool: 'kind',
    args,
    input,
    env: { KIND_EXPERIMENTAL_PROVIDER: runtime },
  });
  return {
    create: ({ name, config, image, kubeconfig, input }) =>
      call(
        [
          ...['create', 'cluster', '--name', name, '--config', config],
          ...(image ? ['--image', image] : []),
          ...['--kubeconfig', kubeconfig],
        ],
        input,
      ),
    clusters: () => call(['get', 'clusters']),
    exportKubeconfig: ({ name, kubeconfig }) =>
      call([
        ...['export', 'kubeconfig', '--name', name],
        ...['--kubeconfig', kubeconfig],
      ]),
    remove: ({ name, kubeconfig }) =>
      call([
        ...['delete', 'cluster', '--name', name],
        ...['--kubeconfig', kubeconfig],
      ]),
    version: () => call(['version']),
  };
}

/** Reads `kind get clusters`, which says on standard error when there is none. */
export function readClusters(stdout: string): string[] {
  return stdout
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}
