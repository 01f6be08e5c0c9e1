import { Output, wrap } from '../report/text';
import { PlatformStatus, StatusItem } from './readStatus';

/** Shows a platform: whole groups that are ready in one line each, everything else with why not. */
export function printStatus(
  status: PlatformStatus,
  { kubeconfig, output }: { kubeconfig: string; output: Output },
): void {
  const { line, style } = output;
  line(`Mini-Atlas on ${status.server}`);
  line();
  group(output, 'Source', status.source, shortName);
  layers(output, status.layers);
  group(output, 'Flux', status.flux, fullName);
  group(output, 'Controllers', status.controllers, fullName);
  group(output, 'Abstractions', status.abstractions, shortName);
  group(output, 'Ordered', status.instances, fullName);
  line();
  if (status.ready) {
    const late = status.instances.some(({ ready }) => !ready);
    line(
      style(
        'green',
        late
          ? 'The platform is ready; not everything that was ordered is.'
          : 'Everything is ready.',
      ),
    );
    return;
  }
  const first = firstNotReady(status);
  if (!first) {
    say(
      output,
      'There is no platform on this cluster yet: npm run up brings it.',
    );
    return;
  }
  const { kind, name, namespace } = first;
  say(
    output,
    `Not everything is ready. Look at the first: kubectl --kubeconfig ${kubeconfig} describe ${kind.toLowerCase()} ${name}${
      namespace ? ` -n ${namespace}` : ''
    }`,
  );
}

function firstNotReady(status: PlatformStatus): StatusItem | undefined {
  return [
    ...status.source,
    ...status.flux,
    ...status.controllers,
    ...status.layers,
    ...status.abstractions,
  ].find(({ ready }) => !ready);
}

function say(output: Output, text: string): void {
  output.line(wrap(text, { columns: output.columns, indent: 0 }));
}

function shortName({ name }: StatusItem): string {
  return name;
}
function fullName({ kind, namespace, name }: StatusItem): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Layers are few, and their order tells: each has a line. */
function layers(output: Output, list: StatusItem[]): void {
  if (list.length === 0) return;
  heading(output, 'Layers', list);
  const width = Math.max(...list.map(({ name }) => name.length));
  for (const item of list) row(output, item, item.name.padEnd(width), width);
}

function group(
  output: Output,
  title: string,
  list: StatusItem[],
  nameOf: (item: StatusItem) => string,
): void {
  if (list.length === 0) return;
  heading(output, title, list);
  const bad = list.filter(({ ready, suspended }) => !ready || suspended);
  for (const item of bad) row(output, item, nameOf(item), nameOf(item).length);
}

function heading({ line, style }: Output, title: string, list: StatusItem[]) {
  const ready = list.filter(one => one.ready).length;
  line(
    `${style('bold', title)}  ${ready} of ${list.length} ${
      list.length === 1 ? 'is' : 'are'
    } ready`,
  );
}

function row(
  { line, style, columns }: Output,
  { ready, message = '', revision, suspended }: StatusItem,
  name: string,
  width: number,
): void {
  const mark = ready ? style('green', '✔') : style('yellow', '…');
  const text = [
    suspended ? 'is suspended' : '',
    ready ? shortRevision(revision) : message || 'is not ready',
  ]
    .filter(Boolean)
    .join('; ');
  // A long name stands on a line of its own.
  if (width > columns / 2) {
    line(`  ${mark} ${name}`);
    line(`      ${wrap(text, { columns, indent: 6 })}`);
  } else {
    line(`  ${mark} ${name}  ${wrap(text, { columns, indent: width + 6 })}`);
  }
}

/** `main@sha1:0123456789…` as people write it. */
function shortRevision(revision = ''): string {
  return revision.replace(/@sha\d+:([0-9a-f]{7})[0-9a-f]*/, ' $1');
}
