import { HealthState } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiCheckboxCircleLine,
  RiDeleteBin6Line,
  RiErrorWarningLine,
  RiHourglassLine,
  RiLoader4Line,
  RiQuestionLine,
  RiSkipForwardLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { Tone } from './ToneBadge';

/** How a state looks and is called. */
export interface StateLook {
  /** The word on badges. */
  word: string;
  /** Begins a sentence: `Not ready` for 3 min: … */
  lead: string;
  tone: Tone;
  icon: RemixiconComponentType;
}

/** The looks of all states, in the order in which they deserve attention. */
export const STATES: Record<HealthState, StateLook> = {
  failed: {
    word: 'Failed',
    lead: 'Not ready',
    tone: 'danger',
    icon: RiErrorWarningLine,
  },
  waiting: {
    word: 'Waiting',
    lead: 'Waiting',
    tone: 'warning',
    icon: RiHourglassLine,
  },
  progressing: {
    word: 'Progressing',
    lead: 'On its way',
    tone: 'info',
    icon: RiLoader4Line,
  },
  deleting: {
    word: 'Being removed',
    lead: 'Being removed',
    tone: 'warning',
    icon: RiDeleteBin6Line,
  },
  unknown: {
    word: 'Unknown',
    lead: 'Unknown',
    tone: 'neutral',
    icon: RiQuestionLine,
  },
  ready: {
    word: 'Ready',
    lead: 'Ready',
    tone: 'success',
    icon: RiCheckboxCircleLine,
  },
  skipped: {
    word: 'Skipped',
    lead: 'Skipped',
    tone: 'neutral',
    icon: RiSkipForwardLine,
  },
};

/** All states, what needs attention first. */
export const STATE_ORDER: HealthState[] = [
  'failed',
  'waiting',
  'progressing',
  'deleting',
  'unknown',
  'ready',
  'skipped',
];
