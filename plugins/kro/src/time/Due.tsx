import { durationInWords } from './inWords';
import { useTicking } from './useTicking';

/** How long it is until a moment (RFC 3339): "in 8 s", then "any moment now". Ticks. */
export function Due(props: { at: string }) {
  const due = Date.parse(props.at);
  const text = useTicking(() => {
    const left = due - Date.now();
    // The last second counts as one.
    return left > 0 ? `in ${durationInWords(left + 999)}` : 'any moment now';
  });
  return <time dateTime={props.at}>{text}</time>;
}
