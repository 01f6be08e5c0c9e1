import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { writeClipboard } from './writeClipboard';

const SHOWN_FOR = 2_000;

/** Copies `value`. `what` names it for the tooltip and screen readers, e.g. `the YAML`. */
export function CopyButton(props: { value: string; what: string }) {
  const { value, what } = props;
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [outcome]);
  const label = {
    copied: 'Copied',
    failed: 'Not copied: the browser refused; select and copy it by hand',
    idle: `Copy ${what}`,
  }[outcome ?? 'idle'];
  return (
    <TooltipTrigger delay={300}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={label}
        icon={
          outcome === 'copied' ? (
            <RiCheckLine size={16} />
          ) : (
            <RiFileCopyLine size={16} />
          )
        }
        onPress={() =>
          writeClipboard(value).then(
            () => setOutcome('copied'),
            () => setOutcome('failed'),
          )
        }
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
