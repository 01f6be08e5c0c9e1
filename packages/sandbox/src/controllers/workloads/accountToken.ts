import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { fields } from '../fields';

const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const SERVICE_ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount' };
const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';
const MANAGER = { fieldManager: 'kube-controller-manager' };

/** What goes into the Secrets of service accounts. */
export interface AccountTokenSource {
  /** PEM of the certificate authority to trust. */
  caCertificate: string;
  /** A token that is good as long as both are there. */
  issueToken(account: KubernetesObject, secret: KubernetesObject): string;
}

/**
 * Imitates the token controller of Kubernetes 1.36: a Secret of type `kubernetes.io/service-account-token` gets a token,
 * and is deleted when there is no such account (any more).
 */
export function startAccountTokens(
  context: ControllerContext,
  source: AccountTokenSource,
): () => void {
  const { client } = context;
  return runController(context, {
    name: 'serviceaccount-token-controller',
    type: SECRET,
    watches: [{ type: SERVICE_ACCOUNT, keysOf: secretsOf(context) }],
    reconcile: ({ namespace, name }) => {
      const secret = client.get({ ...SECRET, namespace, name });
      if (secret?.type !== TYPE || secret.metadata.deletionTimestamp) return;
      const account = accountOf(context, secret);
      if (!account) {
        client.delete({ ...SECRET, namespace, name });
      } else if (!fields(secret.data).token) {
        client.update(filled(secret, account, source), MANAGER);
      }
    },
  });
}

function secretsOf({ client }: ControllerContext) {
  return ({ metadata: { namespace, name } }: KubernetesObject) =>
    client
      .list(SECRET, { namespace })
      .filter(
        ({ type, metadata }) =>
          type === TYPE && metadata.annotations?.[ACCOUNT_NAME] === name,
      )
      .map(({ metadata }) => ({ namespace, name: metadata.name ?? '' }));
}

function accountOf(
  { client }: ControllerContext,
  { metadata: { namespace, annotations = {} } }: KubernetesObject,
): KubernetesObject | undefined {
  const account = client.get({
    ...SERVICE_ACCOUNT,
    namespace,
    name: annotations[ACCOUNT_NAME] ?? '',
  });
  const wanted = annotations[ACCOUNT_UID];
  return !wanted || account?.metadata.uid === wanted ? account : undefined;
}

function filled(
  secret: KubernetesObject,
  account: KubernetesObject,
  { caCertificate, issueToken }: AccountTokenSource,
): KubernetesObject {
  const { metadata, data } = secret;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return {
    ...secret,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [ACCOUNT_UID]: account.metadata.uid ?? '',
      },
    },
    data: {
      ...fields(data),
      'ca.crt': base64(caCertificate),
      namespace: base64(metadata.namespace ?? ''),
      token: base64(issueToken(account, secret)),
    },
  };
}
