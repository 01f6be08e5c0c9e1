import { User } from './authenticate';

/** A request, read and authenticated. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  accept?: string;
  contentType?: string;
  userAgent: string;
  body: Buffer;
  user: User;
  /** Takes what becomes a `Warning` header. */
  warn(message: string): void;
}
