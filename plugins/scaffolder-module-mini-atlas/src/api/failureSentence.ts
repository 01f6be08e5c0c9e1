import { ResponseError } from '@backstage/errors';

/** What happened and what to do, when the preview could not be had. */
export function failureSentence(error: unknown): string {
  if (error instanceof ResponseError) {
    return refusal(error);
  }
  return 'The portal does not answer. What you typed is kept; it is tried again with your next change.';
}

function refusal({ statusCode, cause }: ResponseError): string {
  if (statusCode === 401) {
    return 'Your session has ended. Sign in again; open this form in another tab to keep what you typed.';
  }
  if (statusCode === 403) {
    return 'You may not preview orders: the permission kro.change.read is missing. Ask whoever runs the portal.';
  }
  return cause.message;
}
