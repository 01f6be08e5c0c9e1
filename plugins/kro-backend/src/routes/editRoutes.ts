import {
  changeReadPermission,
  DeliveredManifest,
  EditPreview,
  RemovalPreview,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Router } from 'express';
import { z } from 'zod';
import { deliveredManifestOf } from '../changes/deliveredManifest';
import { editPreviewOf } from '../changes/editPreview';
import { removalPreviewOf } from '../changes/removalPreview';
import { parseInput } from '../parseInput';
import type { RouteContext } from '../router';
import { jsonValue } from './jsonValue';

const oneInstance = z.object({ ref: z.string().min(1).max(700) }).strict();

/** Body of `POST /preview/edit`. */
const editRequest = z
  .object({
    instance: z.string().min(1).max(700),
    owner: z.string().max(253).optional(),
    spec: z.record(jsonValue).optional(),
  })
  .strict();

/**
 * `GET /delivered?ref=`, `POST /preview/edit` and `GET /preview/removal?ref=`: an instance as Git has it, and what would
 * come of changing or removing it. They write nothing.
 */
export function addEditRoutes(
  router: Router,
  { access, changes, cluster }: RouteContext,
): void {
  const context = { changes, cluster };

  router.get('/delivered', async (request, response) => {
    await access.admit(request, changeReadPermission);
    const { ref } = parseInput(oneInstance, request.query);
    const answer: DeliveredManifest = await deliveredManifestOf(context, ref);
    response.json(answer);
  });

  router.post('/preview/edit', async (request, response) => {
    await access.admit(request, changeReadPermission);
    const body = parseInput(editRequest, request.body);
    const answer: EditPreview = await editPreviewOf(context, body);
    response.json(answer);
  });

  router.get('/preview/removal', async (request, response) => {
    await access.admit(request, changeReadPermission);
    const { ref } = parseInput(oneInstance, request.query);
    const answer: RemovalPreview = await removalPreviewOf(context, ref);
    response.json(answer);
  });
}
