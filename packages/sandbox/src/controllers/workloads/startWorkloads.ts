import { ControllerContext } from '../controller';
import { startDeployments } from './deployment';
import { startDisruptionBudgets } from './disruptionBudget';
import { startEndpoints } from './endpoints';
import { startGarbageCollector } from './garbageCollector';
import { startHorizontalAutoscalers } from './horizontalAutoscaler';
import { startJobs } from './job';
import { startKubelet } from './kubelet';
import { startNamespaces } from './namespace';
import { startNode } from './node';
import { startReplicaSets } from './replicaSet';
import { startResourceQuotas } from './resourceQuota';
import { startScheduler } from './scheduler';
import { startStatefulSets } from './statefulSet';
import { startVolumeProvisioner } from './volumeProvisioner';

/**
 * Starts what a bare Kubernetes cluster runs: kube-controller-manager's controllers, the scheduler, and one
 * node with its kubelet. `caCertificate` is published in every namespace's `kube-root-ca.crt`.
 * Leaves out DaemonSets and CronJobs. Returns the function that ends all.
 */
export function startWorkloads(
  context: ControllerContext,
  caCertificate: string,
): () => void {
  const stops = [
    startNode(context),
    startNamespaces(context, caCertificate),
    startGarbageCollector(context),
    startDeployments(context),
    startReplicaSets(context),
    startStatefulSets(context),
    startJobs(context),
    startScheduler(context),
    startKubelet(context),
    startVolumeProvisioner(context),
    startEndpoints(context),
    startDisruptionBudgets(context),
    startHorizontalAutoscalers(context),
    startResourceQuotas(context),
  ];
  return () => stops.forEach(stop => stop());
}
