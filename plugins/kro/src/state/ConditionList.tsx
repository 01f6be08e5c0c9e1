import { Text } from '@backstage/ui';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiCheckLine,
  RiCloseLine,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { MarkedList } from '../list/MarkedList';
import { Moment } from '../time/Moment';
import { Sentence } from './Sentence';
import { Tone } from './ToneBadge';

type Condition = InstanceDetail['conditions'][number];

const LOOKS: Record<
  Condition['status'],
  { icon: RemixiconComponentType; tone: Tone; word: string }
> = {
  True: { icon: RiCheckLine, tone: 'success', word: 'yes' },
  False: { icon: RiCloseLine, tone: 'danger', word: 'no' },
  Unknown: { icon: RiQuestionLine, tone: 'neutral', word: 'not known yet' },
};

/** `ResourcesReady` -> `Resources ready`. */
function inWords(type: string): string {
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Conditions, in words first; Kubernetes' own words second. */
export function ConditionList(props: { conditions: Condition[] }) {
  const { conditions } = props;
  if (conditions.length === 0) {
    return (
      <Text as="p" color="secondary">
        KRO has not said anything yet.
      </Text>
    );
  }
  return (
    <MarkedList
      label="Conditions"
      items={conditions.map(condition => {
        const { icon, tone, word } = LOOKS[condition.status];
        return {
          key: condition.type,
          icon,
          tone,
          text: (
            <>
              {inWords(condition.type)}: {word}
              {condition.message && (
                <>
                  {' – '}
                  <Sentence>{condition.message}</Sentence>
                </>
              )}
            </>
          ),
          meta: (
            <>
              {condition.type}={condition.status}
              {condition.reason && ` · ${condition.reason}`}
              {condition.lastTransitionTime && (
                <>
                  {' · '}
                  <Moment at={condition.lastTransitionTime} />
                </>
              )}
            </>
          ),
        };
      })}
    />
  );
}
