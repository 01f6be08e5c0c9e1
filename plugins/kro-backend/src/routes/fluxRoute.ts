import { NotFoundError } from '@backstage/errors';
import {
  FluxObject,
  instanceReadPermission,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../parseInput';
import type { RouteContext } from '../router';

const fluxQuery = z
  .object({
    kind: z.enum(['GitRepository', 'Kustomization']),
    namespace: z.string().min(1).max(63),
    name: z.string().min(1).max(253),
  })
  .strict();

/** `GET /flux?kind=&namespace=&name=`: a Flux object that brings changes into the cluster. */
export function addFluxRoute(
  router: Router,
  { access, cluster }: RouteContext,
): void {
  router.get('/flux', async (request, response) => {
    await access.admit(request, instanceReadPermission);
    const ref = parseInput(fluxQuery, request.query);
    const answer: FluxObject | undefined = cluster.fluxObject(ref);
    if (!answer) {
      throw new NotFoundError(
        `cluster ${cluster.name} has no ${ref.kind} ${ref.namespace}/${ref.name}`,
      );
    }
    response.json(answer);
  });
}
