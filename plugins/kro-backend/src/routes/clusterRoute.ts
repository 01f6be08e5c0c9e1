import {
  ClusterStatus,
  instanceReadPermission,
} from '@mini-atlas/backstage-plugin-kro-common';
import { Router } from 'express';
import type { RouteContext } from '../router';

/** `GET /cluster`: whether what the portal shows is live. */
export function addClusterRoute(
  router: Router,
  { access, cluster }: RouteContext,
): void {
  router.get('/cluster', async (request, response) => {
    await access.admit(request, instanceReadPermission);
    const answer: ClusterStatus = cluster.status();
    response.json(answer);
  });
}
