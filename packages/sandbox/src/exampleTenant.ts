const MARK = /^ {4}mini-atlas\.dev\/example: 'true'$/m;

/**
 * Whether a manifest of the platform's tree belongs to the example tenant. It is there for a cluster where pods run and answer;
 * the sandbox begins without it, so that the first thing in it is what somebody orders.
 */
export function isExample(text: string): boolean {
  return MARK.test(text);
}
