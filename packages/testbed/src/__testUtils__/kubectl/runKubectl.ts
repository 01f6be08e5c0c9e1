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

/** @param home - where it may keep its cache */
export function runKubectl(
  { args, input, env }: KubectlCall,
  {
    program,
    kubeconfig,
    home,
  }: { program: string; kubeconfig: string; home: string },
): Promise<KubectlAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args.split(' '), {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        KUBECONFIG: kubeconfig,
        ...env,
      },
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? -1, output, errors }));
    // One that refuses its arguments reads nothing.
    child.stdin.on('error', () => undefined);
    child.stdin.end(typeof input === 'string' ? input : inputText(input));
  });
}

function inputText(input: unknown): string {
  return input === undefined ? '' : stringify(input);
}
