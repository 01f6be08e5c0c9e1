import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const VALID_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Clocks of clients may be a little behind. */
const LEEWAY_MS = 5 * 60 * 1000;

const LOOPBACK_NAMES: { type: 2 | 7; value?: string; ip?: string }[] = [
  { type: 2, value: 'localhost' },
  { type: 2, value: 'kubernetes' },
  { type: 2, value: 'kubernetes.default.svc' },
  { type: 7, ip: '127.0.0.1' },
];

interface Usage {
  serverAuth?: boolean;
  clientAuth?: boolean;
}

const SERVER: Usage = { serverAuth: true };
const CLIENT: Usage = { clientAuth: true };
/** etcd calls itself with its server's certificate. */
const BOTH: Usage = { ...SERVER, ...CLIENT };

/** Paths of PEM files, and the text of the certificate that clients trust. */
export interface Certificates {
  /** Signed the API server's certificate; in every kubeconfig. */
  caFile: string;
  caCertificate: string;
  server: KeyPair;
  /** Signed etcd's certificates; nobody but the API server has one, so nobody else gets in. */
  etcdCaFile: string;
  etcdServer: KeyPair;
  etcdClient: KeyPair;
  /** Signs the tokens of service accounts; private key and public key. */
  serviceAccounts: KeyPair;
}

/** Paths of two PEM files. */
export interface KeyPair {
  /** The certificate, or the public key. */
  certificate: string;
  key: string;
}

/**
 * Makes the certificates of a testbed in a directory that only its owner can read; those of a former run are used
 * again. ECDSA keys: they cost milliseconds. Certificates come from the library that the sandbox uses too; the key
 * pair of the service accounts needs no certificate, so Node makes it.
 */
export async function makeCertificates(
  directory: string,
): Promise<Certificates> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(directory, name);
  const pair = (name: string): KeyPair => ({
    certificate: file(`${name}.crt`),
    key: file(`${name}.key`),
  });
  const paths = {
    caFile: file('ca.crt'),
    server: pair('kube-apiserver'),
    etcdCaFile: file('etcd-ca.crt'),
    etcdServer: pair('etcd'),
    etcdClient: pair('etcd-client'),
    serviceAccounts: pair('service-accounts'),
  };
  const done = file('complete');
  if (!existsSync(done)) {
    await Promise.all([
      makeChain('mini-atlas-testbed-ca', paths.caFile, [
        { cn: 'kube-apiserver', pair: paths.server, usage: SERVER },
      ]),
      makeChain('mini-atlas-testbed-etcd-ca', paths.etcdCaFile, [
        { cn: 'etcd', pair: paths.etcdServer, usage: BOTH },
        { cn: 'kube-apiserver', pair: paths.etcdClient, usage: CLIENT },
      ]),
    ]);
    makeSigningKeys(paths.serviceAccounts);
    writeFileSync(done, '');
  }
  return { ...paths, caCertificate: readFileSync(paths.caFile, 'utf8') };
}

/** An authority, and certificates that it signs; the authority's key is forgotten. */
async function makeChain(
  name: string,
  caFile: string,
  leaves: { cn: string; pair: KeyPair; usage: Usage }[],
): Promise<void> {
  const authority = await generate([{ name: 'commonName', value: name }], {
    ...validity(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  writeFileSync(caFile, authority.cert);
  for (const { cn, pair, usage } of leaves) {
    const made = await generate([{ name: 'commonName', value: cn }], {
      ...validity(),
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true },
        { name: 'extKeyUsage', ...usage },
        { name: 'subjectAltName', altNames: LOOPBACK_NAMES },
      ],
    });
    writeKeyPair(pair, made.cert, made.private);
  }
}

function validity() {
  return {
    notBeforeDate: new Date(Date.now() - LEEWAY_MS),
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    keyType: 'ec' as const,
    algorithm: 'sha256',
  };
}

function makeSigningKeys(pair: KeyPair): void {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
  });
  writeKeyPair(pair, publicKey, privateKey);
}

function writeKeyPair(
  { certificate, key }: KeyPair,
  publicPart: string,
  privatePart: string,
): void {
  writeFileSync(certificate, publicPart);
  writeFileSync(key, privatePart, { mode: 0o600 });
}
