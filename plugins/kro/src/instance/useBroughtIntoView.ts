import { RefObject, useEffect, useRef, useState } from 'react';

/**
 * Brings a part of the page into view and gives it the focus, after the page was drawn with what was just chosen. It
 * must take the focus (`tabIndex={-1}`).
 */
export function useBroughtIntoView(): {
  ref: RefObject<HTMLDivElement>;
  bring: () => void;
} {
  const ref = useRef<HTMLDivElement>(null);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times > 0) ref.current?.focus();
  }, [times]);
  return { ref, bring: () => setTimes(before => before + 1) };
}
