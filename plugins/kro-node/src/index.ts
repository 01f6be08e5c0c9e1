/**
 * The watch cache over ResourceGraphDefinitions, instances, children and Flux objects, as a root-scoped service.
 *
 * @packageDocumentation
 */
export * from './kroCluster';
export { createKroCluster } from './createKroCluster';
export type { KroClusterOptions, RunningKroCluster } from './createKroCluster';
export { readDelivered } from './edit/deliveredDocument';
export { deliveryTargetOf } from './edit/deliveryTarget';
export type { DeliveryTarget } from './edit/deliveryTarget';
export {
  editInstance,
  effectiveSpec,
  graphOf,
  writtenEdit,
} from './edit/editInstance';
export type { InstanceEdit } from './edit/editInstance';
export { lineDiff } from './edit/lineDiff';
export {
  namespacesMadeBy,
  residentDirectories,
  residentsOf,
  residentsSentence,
} from './edit/residents';
export type { GitFacts } from './edit/residents';
export { InvalidFieldError } from './present/invalidFieldError';
export { manifestText } from './present/manifestText';
export {
  checkDnsLabel,
  checkOwner,
  DNS_LABEL_PATTERN,
} from './present/orderFields';
export { newRefusals } from './policy/newRefusals';
export type { Ordered } from './policy/newRefusals';
export type { PolicyVerdict } from './policy/policyVerdicts';
export { requireWorkspace, workspacesOf } from './present/workspaces';
export { kroClusterServiceRef } from './service';
