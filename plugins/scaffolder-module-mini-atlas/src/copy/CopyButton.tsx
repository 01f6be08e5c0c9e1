import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';

const SHOWN_MILLISECONDS = 2_000;

/** Copies `value`; `what` names it, e.g. `the manifest`. Says whether it worked. */
export function CopyButton(props: { value: string; what: string }) {
  const { value, what } = props;
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const labels = {
    copied: 'Copied',
    failed: 'Not copied: the browser refused; select and copy it by hand',
    idle: `Copy ${what}`,
  };
  return (
    <ButtonIcon
      type="button"
      size="small"
      variant="tertiary"
      aria-label={labels[outcome ?? 'idle']}
      icon={
        outcome === 'copied' ? (
          <RiCheckLine size={16} />
        ) : (
          <RiFileCopyLine size={16} />
        )
      }
      onPress={() => copy(value).then(setOutcome)}
    />
  );
}

async function copy(value: string): Promise<'copied' | 'failed'> {
  try {
    await window.navigator.clipboard.writeText(value);
    return 'copied';
  } catch {
    // Browsers refuse without focus, permission or https.
    return 'failed';
  }
}
