import { JsonObject } from '@mini-atlas/kro';
import { isObject, objectAt, objectsAt, setDefault, stringAt } from './fields';

/** 0644, as the API writes file modes. */
const FILE_MODE = 0o644;

/** Numbers of probes, of which Go cannot tell 0 from a missing one. */
const PROBE = {
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
};

/** Fills a pod spec as `pkg/apis/core/v1/defaults.go` does, in templates and pods alike. */
export function setPodSpecDefaults(spec: JsonObject | undefined): void {
  if (!spec) return;
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'schedulerName', 'default-scheduler');
  if (typeof spec.serviceAccountName === 'string' && spec.serviceAccountName) {
    spec.serviceAccount = spec.serviceAccountName;
  } else if (typeof spec.serviceAccount === 'string' && spec.serviceAccount) {
    spec.serviceAccountName = spec.serviceAccount;
  }
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    objectsAt(spec, list).forEach(setContainerDefaults);
  }
  objectsAt(spec, 'volumes').forEach(setVolumeDefaults);
}

function setContainerDefaults(container: JsonObject): void {
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  setDefault(container, 'resources', {});
  const image = stringAt(container, 'image');
  if (image) setDefault(container, 'imagePullPolicy', pullPolicy(image));
  for (const port of objectsAt(container, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
  }
  for (const variable of objectsAt(container, 'env')) {
    setDefault(objectAt(variable, 'valueFrom', 'fieldRef'), 'apiVersion', 'v1');
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    setProbeDefaults(objectAt(container, name));
  }
  for (const hook of ['postStart', 'preStop']) {
    setHttpGetDefaults(objectAt(container, 'lifecycle', hook, 'httpGet'));
  }
}

/** `Always` for the tag `latest`, which is also the tag of an image without tag or digest. */
function pullPolicy(image: string): string {
  const [nameAndTag, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(nameAndTag)?.[1];
  return !digest && (tag ?? 'latest') === 'latest' ? 'Always' : 'IfNotPresent';
}

function setProbeDefaults(probe: JsonObject | undefined): void {
  for (const [field, value] of Object.entries(PROBE)) {
    if (probe && !probe[field]) probe[field] = value;
  }
  setHttpGetDefaults(objectAt(probe, 'httpGet'));
  setDefault(objectAt(probe, 'grpc'), 'service', '');
}

function setHttpGetDefaults(httpGet: JsonObject | undefined): void {
  setDefault(httpGet, 'path', '/');
  setDefault(httpGet, 'scheme', 'HTTP');
}

function setVolumeDefaults(volume: JsonObject): void {
  const sources = Object.keys(volume).filter(field => field !== 'name');
  if (sources.length === 0) volume.emptyDir = {};
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    setDefault(objectAt(volume, source), 'defaultMode', FILE_MODE);
  }
  setDefault(objectAt(volume, 'hostPath'), 'type', '');
  for (const source of objectsAt(volume, 'projected', 'sources')) {
    setDefault(
      objectAt(source, 'serviceAccountToken'),
      'expirationSeconds',
      3600,
    );
    for (const item of objectsAt(source, 'downwardAPI', 'items')) {
      setDefault(objectAt(item, 'fieldRef'), 'apiVersion', 'v1');
    }
  }
  for (const item of objectsAt(volume, 'downwardAPI', 'items')) {
    setDefault(objectAt(item, 'fieldRef'), 'apiVersion', 'v1');
  }
}

/** Requests that are not set are what the limits say; only in pods, not in templates. */
export function setRequestDefaults(spec: JsonObject | undefined): void {
  for (const list of ['initContainers', 'containers']) {
    for (const container of objectsAt(spec, list)) {
      const resources = objectAt(container, 'resources');
      const limits = objectAt(resources, 'limits');
      if (!resources || !limits) continue;
      const requests = isObject(resources.requests) ? resources.requests : {};
      resources.requests = { ...limits, ...requests };
    }
  }
}
