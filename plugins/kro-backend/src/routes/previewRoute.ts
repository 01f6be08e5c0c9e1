import {
  changeReadPermission,
  Preview,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../parseInput';
import { previewOf } from '../preview/preview';
import type { RouteContext } from '../router';
import { jsonValue } from './jsonValue';

/** Body of `POST /preview`. */
const previewRequest = z
  .object({
    abstraction: z.string().min(1),
    name: z.string().max(253),
    namespace: z.string().max(253).optional(),
    owner: z.string().max(253).optional(),
    spec: z.record(jsonValue),
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
