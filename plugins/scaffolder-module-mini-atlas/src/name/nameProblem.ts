import {
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { BackEnd, fetchPreview } from '../api/fetchPreview';
import { failureSentence } from '../api/failureSentence';
import { inWords } from '../preview/inFormWords';

/** What a form allows as a name: the keywords of JSON Schema, and the pattern in words. */
export interface NameRules {
  title?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  errorMessage?: { pattern?: string };
}

/** What is wrong with the form of a name, after the form's own rules; `undefined` when nothing is. */
export function nameFormProblem(
  name: string,
  rules: NameRules,
): string | undefined {
  const { pattern, minLength = 1, maxLength = 63, errorMessage } = rules;
  const subject = `${rules.title ?? 'Name'} is ${JSON.stringify(name)}`;
  if (name.length < minLength || name.length > maxLength) {
    return `${subject}: it must be ${minLength} to ${maxLength} characters long.`;
  }
  return pattern === undefined || new RegExp(pattern, 'u').test(name)
    ? undefined
    : `${subject}: it ${errorMessage?.pattern ?? `must match ${pattern}`}.`;
}

/**
 * What is wrong with the name of an order beyond its form: that it is taken, in the cluster or by an open pull request.
 * `undefined` when nothing is. Rejects only when `signal` ended.
 */
export async function nameProblem(
  backEnd: BackEnd,
  order: PreviewRequest,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    return refusal(await fetchPreview(backEnd, order, signal));
  } catch (error) {
    signal?.throwIfAborted();
    return `Name is "${
      order.name
    }": it could not be checked whether it is free. ${failureSentence(error)}`;
  }
}

function refusal({ checks }: Preview): string | undefined {
  const refused = checks.find(
    ({ field, outcome }) => field === 'name' && outcome === 'refused',
  );
  return refused && inWords(refused, { schema: {}, options: {} }).message;
}
