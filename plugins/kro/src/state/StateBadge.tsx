import { HealthState } from '@mini-atlas/backstage-plugin-kro-common';
import { STATES } from './states';
import { ToneBadge } from './ToneBadge';

/** A state as icon, word and colour; never colour alone. */
export function StateBadge(props: { state: HealthState }) {
  const look = STATES[props.state];
  return (
    <ToneBadge tone={look.tone} icon={look.icon}>
      {look.word}
    </ToneBadge>
  );
}
