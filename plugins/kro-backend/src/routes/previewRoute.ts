import {
  changeReadPermission,
  Preview,
} from '@mini-atlas/backstage-plugin-kro-common';
import { JsonValue } from '@mini-atlas/kro';
import { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../parseInput';
import { previewOf } from '../preview/preview';
import type { RouteContext } from '../router';

const json: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(json),
    z.record(json),
  ]),
);

/** Body of `POST /preview`. */
const previewRequest = z
  .object({
    abstraction: z.string().min(1),
    name: z.string().max(253),
    namespace: z.string().max(253).optional(),
    owner: z.string().max(253).optional(),
    spec: z.record(json),
  })
  .strict();

/** `POST /preview`: what an order would write and what KRO would make of it. Writes nothing. */
export function addPreviewRoute(
  router: Router,
  { access, changes, cluster }: RouteContext,
): void {
  router.post('/preview', async (request, response) => {
    await access.admit(request, changeReadPermission);
    const body = parseInput(previewRequest, request.body);
    const answer: Preview = await previewOf({ cluster, changes }, body);
    response.json(answer);
  });
}
