/*
 * `npm run bench`: measures what is promised, part by part, and writes `bench/results.json`. With
 * `-- --only portal,crowd` it measures and shows only those, and writes nothing. Ends with 1 when a target is missed or
 * something could not be measured.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf } from './figure';
import { describeMachine } from './machine';
import { PARTS } from './parts';
import { PartOutcome, runPart } from './runPart';

const RESULTS = join(__dirname, 'results.json');

/** What to measure; `undefined` when the command line says something else. */
function wanted(args: string[]): { names: string[]; all: boolean } | undefined {
  const all = Object.keys(PARTS);
  if (args.length === 0) return { names: all, all: true };
  const [flag, list = '', ...more] = args;
  const names = list.split(',');
  return flag === '--only' &&
    more.length === 0 &&
    names.every(name => all.includes(name))
    ? { names, all: false }
    : undefined;
}

function usage(): string {
  const parts = Object.entries(PARTS).map(
    ([name, { what }]) => `  ${name.padEnd(18)}${what}\n`,
  );
  return `Use: npm run bench [-- --only PART,PART], where parts are\n${parts.join(
    '',
  )}`;
}

function show({
  name,
  seconds,
  figures,
  failures,
  leftOut,
}: PartOutcome): string {
  return [
    `${name} (${seconds} s)`,
    ...figures.map(lineOf),
    ...failures.map(({ what, message }) => `✖ ${what}: ${message}`),
    ...leftOut.map(what => `! Left out: ${what}`),
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const measured = wanted(process.argv.slice(2));
  if (!measured) {
    process.stderr.write(usage());
    process.exitCode = 2;
    return;
  }
  const machine = describeMachine();
  const parts: PartOutcome[] = [];
  for (const name of measured.names) {
    parts.push(await runPart(name, PARTS[name]));
  }
  process.stdout.write(`\n${parts.map(show).join('\n')}`);
  if (measured.all) {
    const date = new Date().toISOString();
    const results = JSON.stringify({ date, machine, parts }, undefined, 2);
    writeFileSync(RESULTS, `${results}\n`);
    process.stdout.write(`\n${RESULTS}\n`);
  }
  const good = parts.every(
    ({ figures, failures }) =>
      failures.length === 0 && figures.every(({ met }) => met),
  );
  process.exitCode = good ? 0 : 1;
}

void main();
