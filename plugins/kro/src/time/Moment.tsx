import { DateTime } from 'luxon';
import { agoInWords, durationInWords } from './inWords';
import { useTicking } from './useTicking';

/** Props of {@link Moment}. */
export interface MomentProps {
  /** RFC 3339. */
  at: string;
  /** `ago`: "3 min ago". `for`: "3 min". */
  form?: 'ago' | 'for';
}

/** A moment, relative to now, with the exact time on hover. Ticks. */
export function Moment(props: MomentProps) {
  const { at, form = 'ago' } = props;
  const moment = DateTime.fromISO(at);
  const words = form === 'ago' ? agoInWords : durationInWords;
  const text = useTicking(() => words(Date.now() - moment.toMillis()));
  if (!moment.isValid) {
    return <>{at}</>;
  }
  return (
    <time
      dateTime={at}
      title={moment.toLocaleString(DateTime.DATETIME_MED_WITH_SECONDS)}
      style={{ whiteSpace: 'nowrap' }}
    >
      {text}
    </time>
  );
}
