import { randomBytes } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { fields, text } from '../fields';
import { controllerReference } from '../ownership';
import { secretData } from './secretData';

const SERVICE = { apiVersion: 'v1', kind: 'Service' };
const SECRET = { apiVersion: 'v1', kind: 'Secret' };

/** Makes the Services `<name>-rw` (primary), `-ro` (replicas) and `-r` (any), where they are not there. */
export function ensureServices(
  client: Client,
  cluster: KubernetesObject,
  manager: string,
): void {
  const { name = '' } = cluster.metadata;
  const selectors: Record<string, Record<string, string>> = {
    rw: { 'cnpg.io/cluster': name, 'cnpg.io/instanceRole': 'primary' },
    ro: { 'cnpg.io/cluster': name, 'cnpg.io/instanceRole': 'replica' },
    r: { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' },
  };
  for (const [suffix, selector] of Object.entries(selectors)) {
    ensure(
      client,
      {
        ...SERVICE,
        metadata: metadataOf(cluster, `${name}-${suffix}`),
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [
            { name: 'postgres', port: 5432, targetPort: 5432, protocol: 'TCP' },
          ],
        },
      },
      manager,
    );
  }
}

/** Makes the Secret `<name>-app` with a random password, where it is not there; the keys are the operator's. */
export function ensureAppSecret(
  client: Client,
  cluster: KubernetesObject,
  manager: string,
): void {
  const { name = '', namespace = '' } = cluster.metadata;
  const initdb = fields(fields(fields(cluster.spec).bootstrap).initdb);
  if (text(fields(initdb.secret).name)) return;
  const database = text(initdb.database, 'app');
  const user = text(initdb.owner, database);
  const password = randomBytes(48).toString('base64url');
  ensure(
    client,
    {
      ...SECRET,
      metadata: {
        ...metadataOf(cluster, `${name}-app`),
        labels: {
          ...metadataOf(cluster, name).labels,
          'cnpg.io/reload': 'true',
          'cnpg.io/userType': 'app',
        },
      },
      type: 'kubernetes.io/basic-auth',
      data: secretData(
        connection(`${name}-rw`, namespace, database, user, password),
      ),
    },
    manager,
  );
}

function connection(
  host: string,
  namespace: string,
  dbname: string,
  user: string,
  password: string,
): Record<string, string> {
  const short = `${host}.${namespace}`;
  const fqdn = `${short}.svc.cluster.local`;
  const uri = (server: string) =>
    `postgresql://${user}:${password}@${server}:5432/${dbname}`;
  const jdbc = (server: string) =>
    `jdbc:postgresql://${server}:5432/${dbname}?password=${password}&user=${user}`;
  return {
    username: user,
    user,
    password,
    dbname,
    host,
    port: '5432',
    uri: uri(short),
    'fqdn-uri': uri(fqdn),
    'jdbc-uri': jdbc(short),
    'fqdn-jdbc-uri': jdbc(fqdn),
    pgpass: `${host}:5432:${dbname}:${user}:${password}\n`,
  };
}

function metadataOf(cluster: KubernetesObject, name: string) {
  return {
    name,
    namespace: cluster.metadata.namespace,
    annotations: { 'cnpg.io/operatorVersion': '1.30.0' },
    labels: { 'cnpg.io/cluster': cluster.metadata.name ?? '' },
    ownerReferences: [controllerReference(cluster)],
  };
}

function ensure(client: Client, object: KubernetesObject, manager: string) {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name = '' } = metadata;
  if (!client.get({ apiVersion, kind, namespace, name })) {
    client.create(object, { fieldManager: manager });
  }
}
