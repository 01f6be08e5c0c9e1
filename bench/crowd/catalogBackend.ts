/* A program: the part of the portal that shows the cluster, and the catalog of what is in it. */
import { benchBackend } from './backend';

const backend = benchBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@mini-atlas/backstage-plugin-kro-backend'));
backend.add(import('@mini-atlas/backstage-plugin-catalog-backend-module-kro'));
backend.start();
