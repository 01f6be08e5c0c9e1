import {
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { BackEnd } from '../api/askKro';
import { fetchPreview } from '../api/fetchPreview';
import { failureSentence } from '../api/failureSentence';
import { inWords } from '../preview/inFormWords';

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
