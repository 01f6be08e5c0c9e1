import { JsonObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  notFoundValue,
  requiredValue,
} from '../causes';
import { isObject, numberAt, objectAt, objectsAt, stringAt } from '../fields';
import { requiredNameFaults } from './names';

const FILE_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const LAST_FILE_MODE = 0o777;

/** What a source of a volume must say, and what is wrong with it, in the order the API server looks at them. */
const SOURCES: Record<
  string,
  (source: JsonObject, path: string) => StatusCause[]
> = {
  emptyDir: () => [],
  hostPath: (source, path) =>
    stringAt(source, 'path')
      ? backstepFaults(stringAt(source, 'path') ?? '', `${path}.path`)
      : [requiredValue(`${path}.path`)],
  gitRepo: required('repository'),
  gcePersistentDisk: required('pdName'),
  awsElasticBlockStore: required('volumeID'),
  secret: filesOf('secretName'),
  nfs: required('server', 'path'),
  iscsi: required('targetPortal'),
  glusterfs: required('endpoints', 'path'),
  flocker: () => [],
  persistentVolumeClaim: required('claimName'),
  rbd: () => [],
  cinder: required('volumeID'),
  cephfs: () => [],
  quobyte: () => [],
  downwardAPI: () => [],
  fc: () => [],
  flexVolume: required('driver'),
  configMap: filesOf('name'),
  azureFile: required('secretName', 'shareName'),
  vsphereVolume: required('volumePath'),
  photonPersistentDisk: required('pdID'),
  portworxVolume: required('volumeID'),
  azureDisk: required('diskName', 'diskURI'),
  storageos: () => [],
  projected: () => [],
  scaleIO: () => [],
  csi: required('driver'),
  ephemeral: () => [],
  image: () => [],
};

function required(...fields: string[]) {
  return (source: JsonObject, path: string): StatusCause[] =>
    fields
      .filter(field => !stringAt(source, field))
      .map(field => requiredValue(`${path}.${field}`));
}

/** A Secret's or a ConfigMap's keys as files. */
function filesOf(nameField: string) {
  return (source: JsonObject, path: string): StatusCause[] => [
    ...required(nameField)(source, path),
    ...fileModeFaults(source, path, 'defaultMode'),
    ...objectsAt(source, 'items').flatMap((item, index) => {
      const own = `${path}.items[${index}]`;
      const file = stringAt(item, 'path') ?? '';
      return [
        ...required('key', 'path')(item, own),
        ...relativePathFaults(file, `${own}.path`),
        ...(file.startsWith('..') && !file.startsWith('../')
          ? [invalidValue(`${own}.path`, file, "must not start with '..'")]
          : []),
        ...fileModeFaults(item, own, 'mode'),
      ];
    }),
  ];
}

function fileModeFaults(
  object: JsonObject,
  path: string,
  field: string,
): StatusCause[] {
  const mode = numberAt(object, field);
  return mode !== undefined && (mode < 0 || mode > LAST_FILE_MODE)
    ? [invalidValue(`${path}.${field}`, mode, FILE_MODE)]
    : [];
}

function relativePathFaults(path: string, field: string): StatusCause[] {
  return [
    ...(path.startsWith('/')
      ? [invalidValue(field, path, 'must be a relative path')]
      : []),
    ...backstepFaults(path, field),
  ];
}

function backstepFaults(path: string, field: string): StatusCause[] {
  return path.split('/').includes('..')
    ? [invalidValue(field, path, "must not contain '..'")]
    : [];
}

/** What is wrong with the volumes of a pod, and the names of those that are right; after `ValidateVolumes`. */
export function volumeFaults(
  spec: JsonObject | undefined,
  path: string,
): { faults: StatusCause[]; names: string[] } {
  const names: string[] = [];
  const faults = objectsAt(spec, 'volumes').flatMap((volume, index) => {
    const own = `${path}[${index}]`;
    const name = stringAt(volume, 'name');
    const found = [
      ...sourceFaults(volume, own),
      ...requiredNameFaults(name, `${own}.name`, 'dnsLabel'),
      ...(name && names.includes(name)
        ? [duplicateValue(`${own}.name`, name)]
        : []),
    ];
    if (name && found.length === 0) names.push(name);
    return found;
  });
  return { faults, names };
}

function sourceFaults(volume: JsonObject, path: string): StatusCause[] {
  const [first, ...others] = Object.keys(SOURCES).filter(source =>
    isObject(volume[source]),
  );
  if (!first) {
    // A volume that says nothing is defaulted to an empty directory before it comes here.
    return [];
  }
  return [
    ...SOURCES[first](objectAt(volume, first) ?? {}, `${path}.${first}`),
    ...others.map(source =>
      forbiddenField(
        `${path}.${source}`,
        'may not specify more than 1 volume type',
      ),
    ),
  ];
}

/** What is wrong with where a container mounts volumes, after `ValidateVolumeMounts`. */
export function mountFaults(
  container: JsonObject,
  path: string,
  volumes: string[],
): StatusCause[] {
  const mountPaths: string[] = [];
  return objectsAt(container, 'volumeMounts').flatMap((mount, index) => {
    const own = `${path}[${index}]`;
    const name = stringAt(mount, 'name') ?? '';
    const mountPath = stringAt(mount, 'mountPath') ?? '';
    const isTaken = mountPaths.includes(mountPath);
    mountPaths.push(mountPath);
    return [
      ...(name ? [] : [requiredValue(`${own}.name`)]),
      ...(volumes.includes(name) ? [] : [notFoundValue(`${own}.name`, name)]),
      ...(mountPath ? [] : [requiredValue(`${own}.mountPath`)]),
      ...(isTaken
        ? [invalidValue(`${own}.mountPath`, mountPath, 'must be unique')]
        : []),
      ...relativePathFaults(
        stringAt(mount, 'subPath') ?? '',
        `${path}.subPath`,
      ),
    ];
  });
}
