import { Text } from '@backstage/ui';
import { ChildChange } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiAddLine,
  RiPencilLine,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { MarkedList } from '../list/MarkedList';
import { Tone } from '../state/ToneBadge';

const LOOKS: Record<
  ChildChange['change'],
  { icon: RemixiconComponentType; tone: Tone; word: string }
> = {
  added: { icon: RiAddLine, tone: 'success', word: 'comes' },
  changed: { icon: RiPencilLine, tone: 'neutral', word: 'changes' },
  removed: { icon: RiSubtractLine, tone: 'danger', word: 'goes' },
};

/** What comes, changes and goes with a change. */
export function ChildChanges(props: { items: ChildChange[] }) {
  const { items } = props;
  if (items.length === 0) {
    return (
      <Text as="p" color="secondary">
        No child comes, changes or goes with it.
      </Text>
    );
  }
  return (
    <MarkedList
      label="What comes, changes and goes"
      items={items.map(({ kind, name, namespace, change }, index) => {
        const { icon, tone, word } = LOOKS[change];
        return {
          key: `${index}`,
          icon,
          tone,
          text: (
            <>
              <strong>{kind}</strong> {name ?? '(named once it is applied)'}{' '}
              {word}
            </>
          ),
          meta: namespace ? `in ${namespace}` : 'whole cluster',
        };
      })}
    />
  );
}
