import { RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * The width of an element in pixels, kept up to date.
 *
 * @returns the ref to set, and the width; undefined before the first measure and where nothing can be measured
 */
export function useWidth(): [RefObject<HTMLDivElement>, number | undefined] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    setWidth(element.getBoundingClientRect().width);
    const observer = new ResizeObserver(entries =>
      entries.forEach(entry => setWidth(entry.contentRect.width)),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
