import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ChangeChecks,
  ChangeDetail,
  ChangeList,
  changeMergePermission,
  changeReadPermission,
  MergeRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Request, Router } from 'express';
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

/** Body of `POST /changes/:number/merge`. */
const mergeRequest = z
  .object({
    headCommit: z
      .string()
      .regex(
        /^[0-9a-f]{40}([0-9a-f]{24})?$/,
        'expected the whole id of the commit that was seen',
      ),
  })
  .strict();

/** Entity ref of a user; services have no changes of their own. */
function userOf({ principal }: BackstageCredentials): string | undefined {
  const ref: unknown = Object(principal).userEntityRef;
  return typeof ref === 'string' ? ref : undefined;
}

/** Who is named in a merge commit. */
function nameOf(credentials: BackstageCredentials): string {
  const subject: unknown = Object(credentials.principal).subject;
  return userOf(credentials) ?? `service ${String(subject)}`;
}

/** `GET /changes`, `GET /changes/:number`, `GET /changes/:number/checks` and `POST /changes/:number/merge`. */
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
    const credentials = await access.admit(request, changeReadPermission);
    const number = numberIn(request);
    const mayMerge = await access.allows(credentials, changeMergePermission);
    const answer: ChangeDetail = await changes.detail(number, { mayMerge });
    response.json(answer);
  });

  router.get('/changes/:number/checks', async (request, response) => {
    await access.admit(request, changeReadPermission);
    const answer: ChangeChecks = await changes.checks(numberIn(request));
    response.json(answer);
  });

  router.post('/changes/:number/merge', async (request, response) => {
    const credentials = await access.admit(request, changeMergePermission);
    await access.require(credentials, changeReadPermission);
    const number = numberIn(request);
    const body: MergeRequest = parseInput(mergeRequest, request.body);
    await changes.merge(number, {
      headCommit: body.headCommit,
      by: nameOf(credentials),
    });
    const answer: ChangeDetail = await changes.detail(number, {
      mayMerge: true,
    });
    response.json(answer);
  });
}

function numberIn({ params }: Request): number {
  return Number(parseInput(changeNumber, params).number);
}
