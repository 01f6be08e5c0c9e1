import { Condition, KubernetesObject } from '@mini-atlas/kro';
import { now } from '../clock';
import { ControllerContext, runController } from '../controller';
import { count, fields, items } from '../fields';
import { controlledBy, controllerKey, controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { isActive, isReady } from './podReadiness';
import { podFromTemplate } from './podTemplate';

const JOB = { apiVersion: 'batch/v1', kind: 'Job' };
const POD = { apiVersion: 'v1', kind: 'Pod' };
const MANAGER = { fieldManager: 'kube-controller-manager' };
const COMPONENT = 'job-controller';

/**
 * Imitates the job controller of Kubernetes 1.36: pods up to parallelism and completions, `backoffLimit`,
 * Complete and Failed with their reasons, status counts, events.
 * Leaves out: indexed jobs, deadlines, suspension, TTL, pod failure policies, tracking finalizers.
 */
export function startJobs(context: ControllerContext): () => void {
  return runController(context, {
    name: COMPONENT,
    type: JOB,
    watches: [{ type: POD, keysOf: controllerKey('Job') }],
    reconcile: key => {
      const job = context.client.get({ ...JOB, ...key });
      if (!job || job.metadata.deletionTimestamp) return;
      if (!items(fields(job.status).conditions).some(isFinal)) {
        reconcileJob(context, job);
      }
    },
  });
}

function isFinal({ type, status }: Record<string, unknown>): boolean {
  return (type === 'Complete' || type === 'Failed') && status === 'True';
}

function reconcileJob(context: ControllerContext, job: KubernetesObject): void {
  const spec = fields(job.spec);
  const wanted = count(spec.completions, 1);
  const pods = controlledBy(context.client, job, POD);
  const phased = (phase: string) =>
    pods.filter(pod => fields(pod.status).phase === phase).length;
  const succeeded = phased('Succeeded');
  const failed = phased('Failed');
  const exhausted = failed > count(spec.backoffLimit, 6);
  const missing = Math.min(
    count(spec.parallelism, 1) - pods.filter(isActive).length,
    wanted - succeeded - pods.filter(isActive).length,
  );
  if (!exhausted) {
    for (let made = 0; made < missing; made++) createPod(context, job);
  }
  const end = ending(succeeded >= wanted, exhausted);
  writeJobStatus(context, job, { succeeded, failed }, end);
}

function ending(complete: boolean, exhausted: boolean): Condition | undefined {
  if (complete) {
    return {
      type: 'Complete',
      status: 'True',
      reason: 'CompletionsReached',
      message: 'Reached expected number of succeeded pods',
    };
  }
  return exhausted
    ? {
        type: 'Failed',
        status: 'True',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      }
    : undefined;
}

function createPod(context: ControllerContext, job: KubernetesObject): void {
  const { name = '', namespace, uid = '' } = job.metadata;
  const pod = podFromTemplate(
    fields(job.spec).template,
    namespace,
    controllerReference(job),
  );
  pod.metadata.generateName = `${name}-`;
  pod.metadata.labels = {
    ...pod.metadata.labels,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const created = context.client.create(pod, MANAGER);
  context.recordEvent(job, {
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `Created pod: ${created.metadata.name}`,
    component: COMPONENT,
  });
}

function writeJobStatus(
  context: ControllerContext,
  job: KubernetesObject,
  { succeeded, failed }: { succeeded: number; failed: number },
  end: Condition | undefined,
): void {
  const pods = controlledBy(context.client, job, POD).filter(isActive);
  const time = now();
  writeStatus(
    context.client,
    job,
    {
      startTime: fields(job.status).startTime ?? time,
      active: pods.length || undefined,
      ready: pods.filter(isReady).length,
      terminating: 0,
      succeeded: succeeded || undefined,
      failed: failed || undefined,
      uncountedTerminatedPods: {},
      completionTime: end?.type === 'Complete' ? time : undefined,
      conditions: end && [
        { ...end, lastProbeTime: time, lastTransitionTime: time },
      ],
    },
    MANAGER.fieldManager,
  );
  if (end) {
    context.recordEvent(job, {
      type: end.type === 'Complete' ? 'Normal' : 'Warning',
      reason: end.type === 'Complete' ? 'Completed' : 'BackoffLimitExceeded',
      message: end.type === 'Complete' ? 'Job completed' : end.message ?? '',
      component: COMPONENT,
    });
  }
}
