import { Text } from '@backstage/ui';

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

/** Which fields are still needed, and what stands in their place until then; nothing when none is. */
export function NeededLine(props: { needed: string[]; draft: boolean }) {
  const { needed, draft } = props;
  if (needed.length === 0) return null;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {neededSentence(needed)}
      {draft &&
        ' Until then this is a draft: what stands in <angle brackets> is still open.'}
    </Text>
  );
}

/** `Team is still needed.` */
export function neededSentence(needed: string[]): string {
  return `${LIST.format(needed)} ${
    needed.length === 1 ? 'is' : 'are'
  } still needed.`;
}
