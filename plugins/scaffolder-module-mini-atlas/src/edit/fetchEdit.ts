import {
  DeliveredManifest,
  EditPreview,
  EditRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { askKro, BackEnd } from '../api/askKro';
import { fetchOrderForm } from './fetchOrderForm';
import { inFieldWords } from './inFieldWords';
import { OrderForm } from './orderForm';

/** An instance as its file in Git says now, and the form that ordered it. */
export interface Editable {
  delivered: DeliveredManifest;
  orderForm: OrderForm;
}

/** What an edit begins with. Throws as `askKro`. */
export async function fetchEditable(
  backEnd: BackEnd,
  instance: string,
  signal?: AbortSignal,
): Promise<Editable> {
  const query = new URLSearchParams({ ref: instance });
  const delivered = await askKro<DeliveredManifest>(
    backEnd,
    `/delivered?${query}`,
    { signal },
  );
  return { delivered, orderForm: await fetchOrderForm(backEnd, instance) };
}

/** What would come of an edit, and whether it may be proposed; its checks in the words of the form. Throws as `askKro`. */
export async function fetchEditPreview(
  backEnd: BackEnd,
  request: EditRequest,
  signal?: AbortSignal,
): Promise<EditPreview> {
  const preview = await askKro<EditPreview>(backEnd, '/preview/edit', {
    body: request,
    signal,
  });
  const orderForm = await fetchOrderForm(backEnd, request.instance);
  return {
    ...preview,
    checks: preview.checks.map(check => inFieldWords(check, orderForm)),
  };
}
