/*
 * A program: the part of the portal that shows the cluster, alone: without the catalog, whose own work on thousands of
 * entities takes minutes and would be measured instead.
 */
import { benchBackend } from './backend';

const backend = benchBackend();
backend.add(import('@mini-atlas/backstage-plugin-kro-backend'));
backend.start();
