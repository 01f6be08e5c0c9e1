import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ChangeDetail,
  ChangeList,
  changeReadPermission,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../parseInput';
import type { RouteContext } from '../router';

const changeQuery = z
  .object({
    state: z.enum(['open', 'merged', 'closed']).optional(),
    instance: z.string().optional(),
    mine: z.enum(['true', 'false']).optional(),
  })
  .strict();

const changeNumber = z.object({
  number: z.string().regex(/^[1-9]\d{0,8}$/, 'expected a positive number'),
});

/** Entity ref of a user; services have no changes of their own. */
function userOf({ principal }: BackstageCredentials): string | undefined {
  const ref: unknown = Object(principal).userEntityRef;
  return typeof ref === 'string' ? ref : undefined;
}

/** `GET /changes` and `GET /changes/:number`. */
export function addChangeRoutes(
  router: Router,
  { access, changes }: RouteContext,
): void {
  router.get('/changes', async (request, response) => {
    const credentials = await access.admit(request, changeReadPermission);
    const query = parseInput(changeQuery, request.query);
    const user = userOf(credentials);
    const items = (await changes.list()).filter(
      change =>
        (!query.state || change.state === query.state) &&
        (!query.instance || change.instance === query.instance) &&
        (query.mine !== 'true' || (user && change.orderedBy === user)),
    );
    const answer: ChangeList = { items };
    response.json(answer);
  });

  router.get('/changes/:number', async (request, response) => {
    await access.admit(request, changeReadPermission);
    const { number } = parseInput(changeNumber, request.params);
    const answer: ChangeDetail = await changes.detail(Number(number));
    response.json(answer);
  });
}
