import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';

/** What a change does to its file. */
export const ACTION_WORDS: Record<ChangeSummary['action'], string> = {
  create: 'Creates',
  edit: 'Changes',
  remove: 'Removes',
};
