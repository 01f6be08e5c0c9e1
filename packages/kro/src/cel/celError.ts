import { EvaluationError, ParseError, TypeError } from '@marcbachmann/cel-js';

/** A value that no one can know before a controller has filled it in; stops an evaluation in *plan*. */
export class UnknownValueError extends Error {
  /** @param reference - what was read, e.g. `service.spec.clusterIP` */
  constructor(readonly reference: string) {
    super(`${reference} is known after apply`);
    this.name = 'UnknownValueError';
  }
}

/** How an evaluation failed: data may still come, will come with a controller, or never. */
export type FailureKind = 'pending' | 'unknown' | 'fatal';

/** A failed evaluation in one line. */
export interface Failure {
  kind: FailureKind;
  message: string;
}

/** Codes of the CEL engine that say a value is not there; KRO matches cel-go's texts for the same cases. */
const PENDING_CODES = [
  'no_such_key',
  'index_out_of_bounds',
  'unknown_variable',
];

function isCelError(
  error: unknown,
): error is EvaluationError | ParseError | TypeError {
  return (
    error instanceof EvaluationError ||
    error instanceof ParseError ||
    error instanceof TypeError
  );
}

/** One line for people, in cel-go's words where KRO's classification depends on them. */
export function celMessage(error: unknown): string {
  if (!isCelError(error)) {
    return error instanceof Error ? error.message : String(error);
  }
  if (error.code === 'no_such_key') {
    return error.summary.replace(/^No such key/, 'no such key');
  }
  if (error.code === 'index_out_of_bounds') {
    return error.summary.replace(/^No such key: /, '');
  }
  if (error.code === 'unknown_variable') {
    return error.summary.replace(/^Unknown variable/, 'no such attribute(s)');
  }
  return error.summary;
}

/**
 * Sorts a failed evaluation as KRO does (`pkg/runtime/errors.go`): a missing key or index is pending,
 * everything else is an error for good. A value known only after apply is a third kind, for *plan*.
 */
export function classifyFailure(error: unknown): Failure {
  const message = celMessage(error);
  if (error instanceof UnknownValueError) return { kind: 'unknown', message };
  if (isCelError(error) && PENDING_CODES.includes(error.code)) {
    return { kind: 'pending', message };
  }
  return { kind: 'fatal', message };
}
