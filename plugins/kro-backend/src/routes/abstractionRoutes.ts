import { NotFoundError } from '@backstage/errors';
import {
  AbstractionDetail,
  AbstractionList,
  abstractionReadPermission,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Router } from 'express';
import type { RouteContext } from '../router';

/** `GET /abstractions` and `GET /abstractions/:name`. */
export function addAbstractionRoutes(
  router: Router,
  { access, cluster }: RouteContext,
): void {
  router.get('/abstractions', async (request, response) => {
    await access.admit(request, abstractionReadPermission);
    const answer: AbstractionList = {
      cluster: cluster.status(),
      items: cluster.abstractions(),
    };
    response.json(answer);
  });

  router.get('/abstractions/:name', async (request, response) => {
    await access.admit(request, abstractionReadPermission);
    const { name } = request.params;
    const answer: AbstractionDetail | undefined = cluster.abstraction(name);
    if (!answer) {
      throw new NotFoundError(
        `cluster ${cluster.name} has no abstraction '${name}'`,
      );
    }
    response.json(answer);
  });
}
