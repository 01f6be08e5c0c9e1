import { isFailure } from '../cel/expression';
import { UnknownValue } from '../contract';
import { fieldPathText, setAt } from '../graph/fieldPath';
import { JsonObject } from '../kubernetesObject';
import { Evaluation } from './evaluation';

/** The status fields of the RGD, those that could be resolved. */
export interface InstanceStatus {
  status: JsonObject;
  /** Fields that are known after apply. */
  unknown: UnknownValue[];
  /** Set when a field fails for good: KRO writes no status then. */
  error?: string;
}

/** Evaluates the status fields; those whose data is missing are left out, as KRO does. */
export function instanceStatus(evaluation: Evaluation): InstanceStatus {
  const result: InstanceStatus = { status: {}, unknown: [] };
  for (const { path, expression } of evaluation.graph.status) {
    const outcome = evaluation.evaluate(expression);
    // KRO computes an authored `state` and shows its own.
    const shown = fieldPathText(path) !== 'state';
    if (!isFailure(outcome)) {
      if (shown && outcome.value !== undefined) {
        setAt(result.status, path, outcome.value);
      }
    } else if (outcome.failure.kind === 'unknown') {
      result.unknown.push({
        path: fieldPathText(path),
        expression: expression.display,
      });
    } else if (outcome.failure.kind === 'fatal') {
      result.error ??= `status.${fieldPathText(path)}: "${
        expression.display
      }": ${outcome.failure.message}`;
    }
  }
  return result;
}
