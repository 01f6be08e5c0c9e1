import { spawn } from 'node:child_process';
import { requireGoingOn } from '../waitUntil';
import { PlatformError } from '../platformError';

/** The programs that the platform commands call. */
export type ToolName =
  | 'docker'
  | 'podman'
  | 'nerdctl'
  | 'kind'
  | 'helm'
  | 'kubectl'
  | 'flux'
  | 'git';

/** A program with its arguments. */
export interface ToolCall {
  tool: ToolName;
  args: string[];
  /** Added to this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** Written to its standard input. */
  input?: string;
  cwd?: string;
}

/** How a program ended. */
export interface ToolAnswer {
  /** Exit code; 1 for a signal. */
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end; what it writes to standard error is told line by line meanwhile. */
export type RunTool = (
  call: ToolCall,
  options?: { signal?: AbortSignal; onLine?: (line: string) => void },
) => Promise<ToolAnswer>;

/** A program that is not on the PATH. */
export class ToolAbsentError extends Error {
  constructor(readonly tool: ToolName) {
    super(`'${tool}' is not on the PATH`);
  }
}

/**
 * Runs a program of this machine. An aborted signal ends it with SIGTERM.
 *
 * @throws ToolAbsentError when there is no such program
 */
export const runTool: RunTool = (call, { signal, onLine } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(call.tool, call.args, {
      cwd: call.cwd,
      env: { ...process.env, ...call.env },
      stdio: [call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      signal,
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      chunk.split(/[\r\n]+/).forEach(line => line.trim() && onLine?.(line));
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new ToolAbsentError(call.tool) : error),
    );
    child.once('close', code => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin?.on('error', () => undefined).end(call.input);
  });

const LINES_SHOWN = 8;
/** Some programs write whole documents into one line. */
const LONGEST_LINE = 400;

/**
 * The same for a program that has to end well.
 *
 * @throws PlatformError with its last lines when it does not, or Interrupted; ToolAbsentError
 */
export async function requireTool(
  run: RunTool,
  call: ToolCall,
  {
    next,
    ...options
  }: { next: string; signal?: AbortSignal; onLine?: (line: string) => void },
): Promise<ToolAnswer> {
  const answer = await run(call, options).catch((error: unknown) => {
    if (options.signal) requireGoingOn(options.signal);
    throw error;
  });
  if (options.signal) requireGoingOn(options.signal);
  if (answer.code === 0) return answer;
  throw new PlatformError(
    'CommandFailed',
    `${call.tool} ${call.args[0]} ended with code ${answer.code}:`,
    { details: lastLines(answer.stderr || answer.stdout), next },
  );
}

/** The end of what a program has written. */
export function lastLines(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .filter(line => line.trim())
    .slice(-LINES_SHOWN)
    .map(line =>
      line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line,
    );
}
