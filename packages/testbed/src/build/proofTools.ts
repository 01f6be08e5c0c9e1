import { Tool } from './tools';

const STRIPPED = ['-ldflags', '-s -w'];

/**
 * Programs that judge the platform's tree (`kind/`) as the cluster's own would: Kyverno's command line for policies, and a
 * small program around Cilium's policy code for flows. No testbed needs them to run.
 */
export const PROOF_TOOLS: readonly Tool[] = [
  {
    name: 'kyverno',
    programs: [
      {
        name: 'kubectl-kyverno',
        importPath: 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno',
        seconds: 240,
      },
    ],
    files: [],
    flags: STRIPPED,
  },
  {
    name: 'cilium-policy',
    programs: [{ name: 'cilium-policy', importPath: '.', seconds: 90 }],
    files: [],
    flags: STRIPPED,
  },
];
