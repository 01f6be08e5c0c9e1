import { RunTool, ToolAbsentError, ToolCall, ToolName } from './runTool';

/** A program that a person or `up` needs, and from which version on. */
export interface NeededTool {
  tool: 'kind' | 'helm' | 'kubectl' | 'flux';
  /** `major.minor`. */
  atLeast: string;
  /** Without it `up` cannot work; else only a person would miss it. */
  required: boolean;
  /** What it is for, as half a sentence. */
  purpose: string;
}

/** The programs around a platform. */
export const NEEDED_TOOLS: readonly NeededTool[] = [
  {
    tool: 'kind',
    atLeast: '0.33',
    required: true,
    purpose: 'creates the cluster',
  },
  {
    tool: 'helm',
    atLeast: '3.18',
    required: true,
    purpose: 'installs Cilium, without which no pod has a network',
  },
  {
    tool: 'kubectl',
    atLeast: '1.35',
    required: false,
    purpose: 'lets you look at the cluster yourself',
  },
  {
    tool: 'flux',
    atLeast: '2.7',
    required: false,
    purpose: 'lets you look at what Flux does yourself',
  },
];

const VERSION_ARGS: Record<NeededTool['tool'], string[]> = {
  kind: ['version'],
  helm: ['version', '--short'],
  kubectl: ['version', '--client'],
  flux: ['version', '--client'],
};

/**
 * The version of a program, `1.2.3`; nothing where it is not there.
 *
 * @throws Error when its answer holds no version
 */
export async function versionOf(
  run: RunTool,
  tool: NeededTool['tool'],
): Promise<string | undefined> {
  const call: ToolCall = { tool, args: VERSION_ARGS[tool] };
  try {
    const { stdout, stderr } = await run(call);
    return readVersion(tool, stdout || stderr);
  } catch (error) {
    if (error instanceof ToolAbsentError) return undefined;
    throw error;
  }
}

/** Takes the version out of what a program says about itself. @throws Error when there is none */
export function readVersion(tool: ToolName, text: string): string {
  const version = /v?(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1];
  if (!version) {
    throw new Error(`${tool} does not say its version: ${text.trim()}`);
  }
  return version;
}

/** Whether a version is not older than another, number by number. */
export function isAtLeast(version: string, least: string): boolean {
  const numbers = version.split('.').map(Number);
  for (const [index, wanted] of least.split('.').map(Number).entries()) {
    const given = numbers[index] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return true;
}

/** How to get a program on this operating system. */
export function howToInstall(
  tool: NeededTool['tool'],
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'darwin') {
    return `brew install ${tool === 'flux' ? 'fluxcd/tap/flux' : tool}`;
  }
  if (platform === 'win32') {
    const names = {
      kind: 'Kubernetes.kind',
      helm: 'Helm.Helm',
      kubectl: 'Kubernetes.kubectl',
      flux: 'FluxCD.Flux',
    };
    return `winget install ${names[tool]}`;
  }
  const pages = {
    kind: 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
    helm: 'https://helm.sh/docs/intro/install/',
    kubectl: 'https://kubernetes.io/docs/tasks/tools/install-kubectl-linux/',
    flux: 'https://fluxcd.io/flux/installation/#install-the-flux-cli',
  };
  return `follow ${pages[tool]}`;
}
