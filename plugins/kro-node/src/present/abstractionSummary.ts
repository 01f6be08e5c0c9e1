import {
  AbstractionSummary,
  ANNOTATION_CATALOG_KIND,
  ANNOTATION_CATALOG_TYPE,
  ANNOTATION_DELIVERY_PATH,
  ANNOTATION_DESCRIPTION,
  ANNOTATION_KUBERNETES_SELECTOR,
  ANNOTATION_SELF_SERVICE,
  ANNOTATION_TEMPLATE,
  ANNOTATION_TITLE,
  ANNOTATION_USAGE,
  Health,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject, ResourceType } from '@mini-atlas/kro';
import { GraphTypes } from '../types/graphTypes';
import { conditionOf, textAt } from './objectFields';
import { healthOfCondition, kstatus } from './kstatus';

const DEFAULT_CATALOG_KIND = 'Component';

/** `WebApplication` → `Web Application`. */
function titleOf(kind: string): string {
  return kind.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}

function healthOf(rgd: KubernetesObject): Health {
  if (rgd.metadata.deletionTimestamp) return kstatus(rgd);
  const ready = conditionOf(rgd, 'Ready');
  if (!ready) {
    return { state: 'progressing', sentence: 'KRO has not looked at it yet' };
  }
  if (ready.status === 'True') {
    return {
      state: 'ready',
      sentence: 'Ready',
      ...(ready.lastTransitionTime ? { since: ready.lastTransitionTime } : {}),
    };
  }
  const accepted = conditionOf(rgd, 'GraphAccepted');
  if (accepted?.status === 'False') {
    return healthOfCondition(accepted, 'failed');
  }
  const kindReady = conditionOf(rgd, 'KindReady');
  return kindReady?.status === 'False'
    ? healthOfCondition(kindReady, 'failed')
    : healthOfCondition(ready, 'progressing');
}

/** An abstraction as lists show it: what its RGD says of it, how it is, and how many instances it has. */
export function abstractionSummaryOf(
  rgd: KubernetesObject,
  types: GraphTypes,
  served: ResourceType | undefined,
  instances: number,
): AbstractionSummary {
  const annotations = rgd.metadata.annotations ?? {};
  const template = annotations[ANNOTATION_TEMPLATE];
  const deliveryPath = annotations[ANNOTATION_DELIVERY_PATH];
  const kubernetesSelector = annotations[ANNOTATION_KUBERNETES_SELECTOR];
  const usage = annotations[ANNOTATION_USAGE];
  return {
    name: types.name,
    title: annotations[ANNOTATION_TITLE] ?? titleOf(types.instance.kind),
    description: annotations[ANNOTATION_DESCRIPTION] ?? '',
    apiVersion: types.instance.apiVersion,
    kind: types.instance.kind,
    plural: served?.plural ?? types.instance.kind.toLowerCase(),
    scope:
      textAt(rgd, 'spec', 'schema', 'scope') === 'Cluster'
        ? 'Cluster'
        : 'Namespaced',
    selfService: annotations[ANNOTATION_SELF_SERVICE] === 'true',
    ...(template ? { template } : {}),
    catalogKind: annotations[ANNOTATION_CATALOG_KIND] ?? DEFAULT_CATALOG_KIND,
    catalogType:
      annotations[ANNOTATION_CATALOG_TYPE] ?? types.instance.kind.toLowerCase(),
    ...(deliveryPath ? { deliveryPath } : {}),
    ...(kubernetesSelector ? { kubernetesSelector } : {}),
    ...(usage ? { usage } : {}),
    health: healthOf(rgd),
    instances,
  };
}
