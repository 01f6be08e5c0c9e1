import { readRecord } from '../record/platformRecord';
import { Output, standardOutput, wrap } from '../report/text';
import { runTool } from '../tools/runTool';
import { stateOf } from '../up/upSettings';
import { examine } from './examine';
import { Finding, ok } from './finding';
import { platformPorts } from './platformPorts';

/** What `doctor` takes from the command line. */
export interface DoctorOptions {
  httpPort?: number;
  gitPort?: number;
  port?: number;
  state?: string;
  json?: boolean;
}

const DEFAULTS = { http: 80, git: 3000, portal: 7007 };

/**
 * `mini-atlas doctor`: examines this machine, and changes nothing. Ends with 0 when `up` can work, with 1 when something
 * keeps it from that.
 */
export async function doctor(options: DoctorOptions): Promise<void> {
  const state = stateOf(options);
  const record = readRecord(state);
  const stands = record?.cluster.made && record.cluster.complete;
  const ports = platformPorts(
    {
      http: options.httpPort ?? DEFAULTS.http,
      git: options.gitPort ?? DEFAULTS.git,
    },
    { ownGit: true, portal: options.port ?? DEFAULTS.portal },
  );
  const { findings } = await examine(runTool, {
    ports: stands ? [] : ports,
    state,
  });
  const all = stands
    ? [...findings, ok('ports', 'The platform that runs has its ports.')]
    : findings;
  const problems = all.filter(one => one.state === 'problem').length;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify(
        { ok: problems === 0, findings: all },
        undefined,
        2,
      )}\n`,
    );
  } else {
    printFindings(all, standardOutput());
  }
  process.exitCode = problems === 0 ? 0 : 1;
}

const MARKS = {
  ok: { mark: '✔', style: 'green' },
  warning: { mark: '!', style: 'yellow' },
  problem: { mark: '✖', style: 'red' },
} as const;

/** Shows findings with their remedies, and says whether `up` can work. */
export function printFindings(findings: Finding[], output: Output): void {
  const { line, style, columns } = output;
  const width = Math.max(...findings.map(({ check }) => check.length));
  const indent = width + 6;
  for (const { check, state, says, remedy } of findings) {
    const { mark, style: look } = MARKS[state];
    line(
      `  ${style(look, mark)} ${check.padEnd(width)}  ${wrap(says, {
        columns,
        indent,
      })}`,
    );
    if (!remedy) continue;
    line(
      `${' '.repeat(indent)}→ ${wrap(remedy, { columns, indent: indent + 2 })}`,
    );
  }
  line();
  line(wrap(summaryOf(findings), { columns, indent: 0 }));
}

function summaryOf(findings: Finding[]): string {
  const count = (state: Finding['state']) =>
    findings.filter(one => one.state === state).length;
  const problems = count('problem');
  const warnings = count('warning');
  const tight = warnings
    ? ` ${warnings} ${warnings > 1 ? 'things' : 'thing'} might be better.`
    : '';
  return problems
    ? `${problems} ${
        problems > 1 ? 'things keep' : 'thing keeps'
      } \`npm run up\` from working.${tight}`
    : `\`npm run up\` can work on this machine.${tight}`;
}
