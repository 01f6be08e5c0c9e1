import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { instanceSummaryOf, InstanceSubject } from '../present/instanceView';

interface Known {
  inputs: unknown[];
  summary: InstanceSummary;
}

/** Everything that a summary is made of: objects by identity, for they are never changed, and texts by value. */
function inputsOf(subject: InstanceSubject): unknown[] {
  const { object, evaluation, workspace, owner, abstraction } = subject;
  const { name, title, catalogKind } = abstraction;
  return [object, evaluation, workspace, owner, name, title, catalogKind];
}

/** The summary of every instance; made again only when something it is made of is another. */
export class SummaryCache {
  private readonly known = new Map<string, Known>();

  /** The summary of an instance as it is now. */
  summaryOf(subject: InstanceSubject): InstanceSummary {
    const inputs = inputsOf(subject);
    const known = this.known.get(subject.ref);
    if (known && inputs.every((input, i) => input === known.inputs[i])) {
      return known.summary;
    }
    const summary = instanceSummaryOf(subject);
    this.known.set(subject.ref, { inputs, summary });
    return summary;
  }

  /** Forgets an instance that is gone. */
  forget(ref: string): void {
    this.known.delete(ref);
  }
}
