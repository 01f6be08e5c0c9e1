/*
 * The part of the portal that shows the cluster, alone: without the catalog, whose own work on thousands of entities
 * takes minutes and would be measured instead.
 */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@mini-atlas/backstage-plugin-kro-backend'));
backend.start();
