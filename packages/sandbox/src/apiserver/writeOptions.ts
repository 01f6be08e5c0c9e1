import { BodyText } from './bodyText';
import { Subresource } from './servedType';

/** How a write is to be done; the query parameters of the API. */
export interface ObjectWrite {
  /** Who owns the fields written. */
  manager: string;
  dryRun: boolean;
  subresource?: Subresource;
  /** What to do about fields the schema does not know. */
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** The text that the object was read from, where there is one. */
  text?: BodyText;
  /** Takes what becomes a `Warning` header. */
  warn(message: string): void;
}

/** Names one object of a type. */
export interface ObjectKey {
  name: string;
  namespace?: string;
}
