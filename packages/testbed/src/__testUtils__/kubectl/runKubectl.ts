import { spawn } from 'node:child_process';
import { stringify } from 'yaml';

/** One call of kubectl. */
export interface KubectlCall {
  /** Arguments, separated by single spaces. */
  args: string;
  /** An object for its input, or the text itself. */
  input?: unknown;
  env?: Record<string, string>;
}

/** How it ended, and what it wrote. */
export interface KubectlAnswer {
  code: number;
  output: string;
  errors: string;
}

/** Where kubectl is, what it talks to, and where it may keep its cache. */
export interface KubectlAccess {
  program: string;
  kubeconfig: string;
  home: string;
}

/** A call that goes on. */
export interface RunningKubectl {
  /** What it wrote so far. */
  written(): string;
  /** Resolves when it has ended, also by `end`. */
  ended: Promise<KubectlAnswer>;
  end(): void;
}

/** Calls kubectl, and waits for its end. */
export function runKubectl(
  call: KubectlCall,
  access: KubectlAccess,
): Promise<KubectlAnswer> {
  return startKubectl(call, access).ended;
}

/** Calls kubectl. */
export function startKubectl(
  { args, input, env }: KubectlCall,
  { program, kubeconfig, home }: KubectlAccess,
): RunningKubectl {
  let output = '';
  let errors = '';
  const child = spawn(program, args.split(' '), {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      KUBECONFIG: kubeconfig,
      ...env,
    },
  });
  const ended = new Promise<KubectlAnswer>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? -1, output, errors }));
  });
  // One that refuses its arguments reads nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typeof input === 'string' ? input : inputText(input));
  return { written: () => output, ended, end: () => child.kill() };
}

function inputText(input: unknown): string {
  return input === undefined ? '' : stringify(input);
}
