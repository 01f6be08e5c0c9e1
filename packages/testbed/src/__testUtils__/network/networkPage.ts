import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_DIRECTORY } from '../../packageDirectories';
import { Flow, FLOWS } from './flows';
import { Party, PartyName } from './parties';

const PAGE = join(DATA_DIRECTORY, '../../../docs/network-isolation.md');
const HEAD = ['from', 'to', 'port', '', 'what it would be'];
const TABLES = /(<!-- flows -->\n)[^]*?(<!-- end of flows -->)/;

/** What Cilium makes of a flow: by the policies of who sends, and by those of who is meant. */
export interface Verdict {
  egress: 'allowed' | 'denied';
  ingress: 'allowed' | 'denied';
}

/**
 * The text of the page, with tables of what becomes of the flows.
 *
 * @param verdicts - in the order of the flows
 */
export function networkPage(
  parties: Record<PartyName, Party>,
  verdicts: Verdict[],
): string {
  const left = [...verdicts];
  const tables = Object.entries(FLOWS).map(([heading, flows]) => {
    const rows = flows.map(flow => rowOf(flow, parties, left.shift()));
    return `### ${heading}\n\n${tableOf([HEAD, ...rows])}`;
  });
  return readNetworkPage().replace(
    TABLES,
    (_, begin, end) => `${begin}\n${tables.join('\n\n')}\n\n${end}`,
  );
}

/** The page as it is. */
export function readNetworkPage(): string {
  return readFileSync(PAGE, 'utf8');
}

/** Writes the page anew. */
export function writeNetworkPage(text: string): void {
  writeFileSync(PAGE, text);
}

function rowOf(
  { from, to, port, protocol, why }: Flow,
  parties: Record<PartyName, Party>,
  verdict?: Verdict,
): string[] {
  const where = protocol === 'TCP' ? String(port) : `${port}/${protocol}`;
  return [
    parties[from].title,
    parties[to].title,
    where,
    verdict ? wordOf(verdict) : 'unknown',
    why,
  ];
}

/** A table in Markdown, its columns aligned as Prettier does it; the first row is its head. */
function tableOf(rows: string[][]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(3, ...rows.map(row => row[column].length)),
  );
  const lineOf = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = widths.map(width => '-'.repeat(width));
  return [head, rule, ...body].map(lineOf).join('\n');
}

/** Who keeps it back is said: that is where to look. */
function wordOf({ egress, ingress }: Verdict): string {
  if (egress === 'denied') {
    return ingress === 'denied' ? 'no' : 'no: not let out';
  }
  return ingress === 'denied' ? 'no: not let in' : '**yes**';
}
