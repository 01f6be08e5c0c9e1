import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { ChangeChecks } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiLoader4Line,
  RiSkipForwardLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useState } from 'react';
import { Problem } from '../frame/Problem';
import { Section } from '../frame/Section';
import { SkeletonRows } from '../frame/SkeletonRows';
import { OutsideLink } from '../links/OutsideLink';
import { MarkedList } from '../list/MarkedList';
import { Live } from '../live/useLive';
import { Sentence } from '../state/Sentence';
import { Tone } from '../state/ToneBadge';
import {
  checksSentence,
  ShownCheck,
  shownChecks,
  Verdict,
  verdictOf,
} from './checkWords';
import styles from './ChecksSection.module.css';

const LOOKS: Record<
  Verdict,
  { icon: RemixiconComponentType; tone: Tone; word: string }
> = {
  refused: { icon: RiCloseCircleLine, tone: 'danger', word: 'Refused' },
  running: { icon: RiLoader4Line, tone: 'info', word: 'Running' },
  warned: { icon: RiAlertLine, tone: 'warning', word: 'Warning' },
  passed: { icon: RiCheckLine, tone: 'success', word: 'Passed' },
  skipped: { icon: RiSkipForwardLine, tone: 'neutral', word: 'Skipped' },
};

function CheckList(props: { checks: ShownCheck[] }) {
  return (
    <MarkedList
      label="Checks"
      items={props.checks.map(({ title, verdict, message, url }, index) => {
        const { icon, tone, word } = LOOKS[verdict];
        return {
          key: `${title} ${index}`,
          icon,
          tone,
          text: (
            <>
              <OutsideLink href={url}>{title}</OutsideLink>: {word}
            </>
          ),
          meta: <Sentence>{message}</Sentence>,
        };
      })}
    />
  );
}

function AllChecks(props: { checks: ShownCheck[] }) {
  const { checks } = props;
  const worst = verdictOf(checks);
  const { icon: Icon, tone } = LOOKS[worst];
  // What stands against it is shown at once; everything else on demand.
  const [chosen, setChosen] = useState<boolean>();
  return (
    <Accordion
      isExpanded={chosen ?? (worst === 'refused' || worst === 'warned')}
      onExpandedChange={setChosen}
    >
      <AccordionTrigger>
        <span className={styles.line} data-tone={tone}>
          <Icon size={18} aria-hidden />
          {checksSentence(checks)}
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        <CheckList checks={checks} />
      </AccordionPanel>
    </Accordion>
  );
}

/** What the forms' checks and others at the forge say of an open change: one line for all, each on demand. */
export function ChecksSection(props: { live: Live<ChangeChecks> }) {
  const { data, error, refresh } = props.live;
  if (data) {
    const checks = shownChecks(data);
    // Merged or closed a moment ago: what comes of it is told by its stages.
    return checks.length === 0 ? null : (
      <Section title="Checks">
        <AllChecks checks={checks} />
      </Section>
    );
  }
  return (
    <Section title="Checks">
      {error ? (
        <Problem error={error} what="the checks" onRetry={refresh} />
      ) : (
        <SkeletonRows rows={1} height={40} what="the checks" />
      )}
    </Section>
  );
}
