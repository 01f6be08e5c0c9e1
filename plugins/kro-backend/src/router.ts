import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { NotFoundError } from '@backstage/errors';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { CallerAccess } from './access';
import { Changes } from './changes/changes';
import { addAbstractionRoutes } from './routes/abstractionRoutes';
import { addChangeRoutes } from './routes/changeRoutes';
import { addClusterRoute } from './routes/clusterRoute';
import { addEditRoutes } from './routes/editRoutes';
import { addFluxRoute } from './routes/fluxRoute';
import { addInstanceRoutes } from './routes/instanceRoutes';
import { addPreviewRoute } from './routes/previewRoute';
import { RunningSignals } from './signals';

/** What the routes answer from. */
export interface RouteContext {
  access: CallerAccess;
  changes: Changes;
  cluster: KroCluster;
  /** Told whenever somebody looks. */
  signals: Pick<RunningSignals, 'attend'>;
}

/** All routes below `/api/kro`. */
export function createRouter(context: RouteContext): Router {
  const router = PromiseRouter();
  router.use((_request, _response, next) => {
    context.signals.attend();
    next();
  });
  router.use(express.json({ limit: '1mb' }));
  addClusterRoute(router, context);
  addAbstractionRoutes(router, context);
  addInstanceRoutes(router, context);
  addPreviewRoute(router, context);
  addEditRoutes(router, context);
  addChangeRoutes(router, context);
  addFluxRoute(router, context);
  router.use(({ method, path }, _response, next) => {
    // Backstage's own routes of every plugin begin with a dot.
    if (path.startsWith('/.')) next();
    else throw new NotFoundError(`kro has no route ${method} ${path}`);
  });
  return router;
}
