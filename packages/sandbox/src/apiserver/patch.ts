import { BodyText } from './bodyText';

/** A patch as it came. */
export interface Patch {
  type: 'json' | 'merge' | 'strategic' | 'apply';
  body: unknown;
  /** As it came over the wire. */
  text?: BodyText;
  /** Apply only: take fields from other managers. */
  force?: boolean;
}
