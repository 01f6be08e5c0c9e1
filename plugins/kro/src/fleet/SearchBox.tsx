import { SearchField } from '@backstage/ui';
import { useEffect, useState } from 'react';

/** Typing rests for so long, in milliseconds, before the list follows. */
const REST = 120;

/** The search field of the fleet: follows the fingers at once, the list when they rest. */
export function SearchBox(props: {
  value: string;
  onChange: (value: string) => void;
  className?: string;
}) {
  const { value, onChange, className } = props;
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // Changed from outside: by "Clear filters", or by going back.
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === known) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setKnown(typed);
      onChange(typed);
    }, REST);
    return () => clearTimeout(timer);
  }, [typed, known, onChange]);
  return (
    <SearchField
      className={className}
      aria-label="Search the fleet"
      placeholder="Search name, workspace, owner, state"
      size="small"
      value={typed}
      onChange={setTyped}
    />
  );
}
