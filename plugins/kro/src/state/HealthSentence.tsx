import { Health } from '@mini-atlas/backstage-plugin-kro-common';
import { Moment } from '../time/Moment';
import { Sentence } from './Sentence';
import { STATES } from './states';

/** "Not ready for 3 min: image `x` cannot be pulled": a state as a sentence, the duration ticking. */
export function HealthSentence(props: { health: Health; withTime?: boolean }) {
  const { health, withTime = true } = props;
  const { lead } = STATES[health.state];
  const says = health.sentence.trim();
  return (
    <span>
      {lead}
      {withTime && health.since && (
        <>
          {' '}
          for <Moment at={health.since} form="for" />
        </>
      )}
      {says && says.replace(/\.$/, '') !== lead && (
        <>
          : <Sentence>{says}</Sentence>
        </>
      )}
    </span>
  );
}
