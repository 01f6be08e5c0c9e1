import { Text } from '@backstage/ui';
import {
  ChangeStage,
  ChangeSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiCheckLine,
  RiCloseLine,
  RiLoader4Line,
  RiMore2Fill,
} from '@remixicon/react';
import { Sentence } from '../state/Sentence';
import { Moment } from '../time/Moment';
import styles from './StageLine.module.css';
import { StageSentence } from './StageSentence';
import { stageWord } from './stageWords';

const MARKS: Record<
  ChangeStage['state'],
  { icon: typeof RiCheckLine; word: string }
> = {
  done: { icon: RiCheckLine, word: 'done' },
  current: { icon: RiLoader4Line, word: 'under way' },
  waiting: { icon: RiMore2Fill, word: 'not yet' },
  failed: { icon: RiCloseLine, word: 'stuck' },
};

/** The line of stages; each says when it was reached, what it waits for, or why it is stuck. */
export function StageLine(props: { change: ChangeSummary }) {
  const { change } = props;
  return (
    <ol className={styles.line} aria-label="Stages">
      {change.stages.map(stage => {
        const { at } = stage;
        const { icon: Icon, word } = MARKS[stage.state];
        return (
          <li
            key={stage.id}
            className={styles.stage}
            data-state={stage.state}
            aria-current={stage.state === 'current' ? 'step' : undefined}
          >
            <span className={styles.mark}>
              <Icon size={16} aria-hidden />
            </span>
            <div className={styles.text}>
              <Text as="h3" variant="body-medium" weight="bold">
                {stageWord(stage.id, change.action)}
              </Text>
              <span className={styles.when}>
                {at ? <Moment at={at} /> : word}
                {at && stage.state === 'failed' && ` · ${word}`}
              </span>
              <span className={styles.sentence}>
                <StageSentence stage={stage} />
              </span>
              {stage.help && (
                <span className={styles.help}>
                  <Sentence>{`${stage.help}.`}</Sentence>
                </span>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
