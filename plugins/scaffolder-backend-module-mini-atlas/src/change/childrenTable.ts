import { Plan, PlannedNode } from '@mini-atlas/kro';
import { code, plain } from './markdown';

const OUTCOMES: Record<PlannedNode['outcome'], string> = {
  create: 'created',
  skipped: 'skipped',
  unknown: 'known after apply',
  external: 'only read',
  error: 'cannot be made',
};

/** Most known-after-apply fields that one row names. */
const NAMED_FIELDS = 4;

/** A Markdown table of the children that KRO will make, in its order; one row an object. */
export function childrenTable(plan: Plan): string {
  return [
    '| Kind | Name | Namespace | Outcome |',
    '|---|---|---|---|',
    ...plan.nodes.flatMap(rowsOf),
  ].join('\n');
}

function rowsOf(node: PlannedNode): string[] {
  const kind = code(node.kind);
  if (node.objects.length === 0) {
    return [row(kind, '', '', outcomeOf(node))];
  }
  return node.objects.map(({ object, unknown }) =>
    row(
      kind,
      object.metadata.name ? code(object.metadata.name) : '',
      object.metadata.namespace ? code(object.metadata.namespace) : '',
      outcomeOf(
        node,
        unknown.map(({ path }) => path),
      ),
    ),
  );
}

function outcomeOf(node: PlannedNode, unknown: string[] = []): string {
  const word = OUTCOMES[node.outcome];
  if (node.reason) return `${word}: ${plain(withoutMarks(node.reason))}`;
  if (unknown.length === 0) return word;
  const named = unknown.slice(0, NAMED_FIELDS).map(code).join(', ');
  const more = unknown.length - NAMED_FIELDS;
  return `${word}; known after apply: ${named}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}

/** The marks around what the engine sets as code say nothing in a table. */
function withoutMarks(reason: string): string {
  return reason.replaceAll('`', '');
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
