import { ToolCall } from './runTool';

/** A chart, and the release that it shall become. */
export interface HelmRelease {
  name: string;
  namespace: string;
  /** The chart's name in its repository, or its OCI address. */
  chart: string;
  /** Address of a repository that is not OCI. */
  repository?: string;
  version: string;
  /** YAML, read from the call's input. */
  values: string;
}

/** Installs a release, or brings it up to date. It does not wait: what comes next says what it needs. */
export function helmUpgrade(
  release: HelmRelease,
  kubeconfig: string,
): ToolCall {
  return {
    tool: 'helm',
    args: [
      ...['upgrade', release.name, release.chart, '--install'],
      ...['--namespace', release.namespace, '--create-namespace'],
      ...(release.repository ? ['--repo', release.repository] : []),
      ...['--version', release.version],
      ...['--values', '-'],
      ...['--kubeconfig', kubeconfig],
    ],
    input: release.values,
  };
}

/** Takes a release away. */
export function helmUninstall(
  { name, namespace }: Pick<HelmRelease, 'name' | 'namespace'>,
  kubeconfig: string,
): ToolCall {
  return {
    tool: 'helm',
    args: [
      ...['uninstall', name, '--namespace', namespace],
      ...['--ignore-not-found', '--kubeconfig', kubeconfig],
    ],
  };
}
