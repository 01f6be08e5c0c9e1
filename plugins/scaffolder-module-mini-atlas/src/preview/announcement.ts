import { PreviewState } from './usePreview';

/** What a screen reader says when the preview changed; empty while it is changing. */
export function announcement({
  preview,
  failure,
  updating,
}: PreviewState): string {
  if (updating) return '';
  if (failure) return `No preview: ${failure}`;
  if (!preview) return '';
  const made = preview.nodes
    .filter(({ outcome }) => outcome === 'create')
    .reduce((count, { objects }) => count + objects.length, 0);
  const refused = preview.checks.filter(
    ({ outcome }) => outcome === 'refused',
  ).length;
  return `Preview: ${counted(made, 'object')} will be made, ${counted(
    refused,
    'problem',
  )}.`;
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
