import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { systemErrorCode } from '../forge/systemError';

/** What the TLS server needs; all PEM. */
export interface Certificates {
  caCertificate: string;
  certificate: string;
  privateKey: string;
}

const VALID_DAYS = 365;
const RENEWED_BEFORE_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Clocks of clients may be a little behind. */
const LEEWAY_MS = 5 * 60 * 1000;

const FILES: Record<keyof Certificates, string> = {
  caCertificate: 'ca.crt',
  certificate: 'server.crt',
  privateKey: 'server.key',
};

/**
 * A certificate authority and a server certificate for the loopback names, signed by it.
 * With a directory they are kept there and read again the next time, unless they end soon; else they live in memory.
 */
export async function certificates(directory?: string): Promise<Certificates> {
  const kept = directory && (await readKept(directory));
  if (kept) return kept;
  const made = await makeCertificates();
  if (directory) await keep(directory, made);
  return made;
}

async function makeCertificates(): Promise<Certificates> {
  const validity = {
    notBeforeDate: new Date(Date.now() - LEEWAY_MS),
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    keyType: 'ec' as const,
    algorithm: 'sha256',
  };
  const authority = await generate(
    [{ name: 'commonName', value: 'mini-atlas-sandbox-ca' }],
    {
      ...validity,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        {
          name: 'keyUsage',
          keyCertSign: true,
          cRLSign: true,
          digitalSignature: true,
          critical: true,
        },
      ],
    },
  );
  const server = await generate(
    [{ name: 'commonName', value: 'kube-apiserver' }],
    {
      ...validity,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 2, value: 'kubernetes' },
            { type: 2, value: 'kubernetes.default.svc' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  );
  return {
    caCertificate: authority.cert,
    certificate: server.cert,
    privateKey: server.private,
  };
}

async function readKept(directory: string): Promise<Certificates | undefined> {
  const read = (name: string) => readFile(join(directory, name), 'utf8');
  try {
    const [caCertificate, certificate, privateKey] = await Promise.all([
      read(FILES.caCertificate),
      read(FILES.certificate),
      read(FILES.privateKey),
    ]);
    return isFresh(certificate)
      ? { caCertificate, certificate, privateKey }
      : undefined;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a certificate serves for some more time than a sandbox may run. */
function isFresh(certificate: string): boolean {
  const end = Date.parse(new X509Certificate(certificate).validTo);
  return end - Date.now() > RENEWED_BEFORE_DAYS * DAY_MS;
}

async function keep(directory: string, made: Certificates): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = (name: keyof Certificates) =>
    writeFile(join(directory, FILES[name]), made[name], { mode: 0o600 });
  await Promise.all([
    write('caCertificate'),
    write('certificate'),
    write('privateKey'),
  ]);
}
