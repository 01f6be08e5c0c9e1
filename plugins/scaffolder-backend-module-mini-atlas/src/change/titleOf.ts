import { DeliveryTarget } from '@mini-atlas/backstage-plugin-kro-node';

/** The title of a change to an instance, e.g. `Remove Topic events in shop`. */
export function titleOf(
  verb: string,
  { abstraction, name, namespace }: DeliveryTarget,
): string {
  return `${verb} ${abstraction.title} ${name}${
    namespace ? ` in ${namespace}` : ''
  }`;
}
