import { withoutChance } from '../withoutChance';
import { KubectlAnswer, KubectlCall } from './runKubectl';

/** A call in a scenario. */
export interface Step extends KubectlCall {
  /** Whose kubeconfig; default: the administrator's. */
  as?: 'portal';
  /** Only the last line counts: those before it depend on how fast things go. */
  last?: true;
  /** What it says does not count: that depends on how fast things go. */
  silent?: true;
  /** What happens while the call goes on. */
  meanwhile?: Meanwhile;
}

/** Calls while another one goes on. */
export interface Meanwhile {
  /** They begin when it has written this; default: at once. */
  after?: string;
  steps: Step[];
  /** It is ended when it has written so many lines; default: it ends by itself. */
  lines?: number;
}

/** Calls that belong together, in a namespace of their own where they need one. */
export interface Scenario {
  name: string;
  steps: Step[];
}

/** What a call answered, as it is compared: its lines without what chance decides. */
export function transcriptOf(
  { args, last, silent }: Step,
  { code, output, errors }: KubectlAnswer,
): Record<string, unknown> {
  const shown = (text: string) => {
    const lines = withoutChance(text).trimEnd().split('\n').map(steady);
    const kept = lines.filter(line => !isOfThisRun(line));
    return (last ? kept.slice(-1) : kept).join('\n');
  };
  return {
    kubectl: args,
    ...(code ? { code } : {}),
    ...(output && !silent ? { output: shown(output) } : {}),
    ...(errors ? { errors: shown(errors) } : {}),
  };
}

/** Columns are as wide as their widest cell, and ages grow. */
function steady(line: string): string {
  return line
    .replace(/(\S) {2,}/g, '$1  ')
    .trimEnd()
    .replace(/ {2}\d+[smh](?=$| {2})/g, '  <age>');
}

/** `kubectl diff` names its temporary files, and the client's log has times and processes. */
function isOfThisRun(line: string): boolean {
  return /^(diff -|--- |\+\+\+ |[IWE]\d{4} )/.test(line);
}
