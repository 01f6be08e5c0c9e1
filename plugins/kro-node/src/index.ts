/**
 * The watch cache over ResourceGraphDefinitions, instances, children and Flux objects, as a root-scoped service.
 *
 * @packageDocumentation
 */
export * from './kroCluster';
export { createKroCluster } from './createKroCluster';
export type { KroClusterOptions, RunningKroCluster } from './createKroCluster';
export { InvalidFieldError } from './present/invalidFieldError';
export { manifestText } from './present/manifestText';
export {
  checkDnsLabel,
  checkOwner,
  DNS_LABEL_PATTERN,
} from './present/orderFields';
export { requireWorkspace, workspacesOf } from './present/workspaces';
export { kroClusterServiceRef } from './service';
