import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { makeCertificates } from './certificates';
import { writeAccess } from './writeAccess';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mini-atlas-access-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const certificate = (path: string) =>
  new X509Certificate(readFileSync(path, 'utf8'));
const mode = (path: string) => (statSync(path).mode % 0o1000).toString(8);

describe('makeCertificates', () => {
  it('lets clients trust the API server, and only its own client into etcd', async () => {
    const made = await makeCertificates(join(directory, 'certificates'));
    const [ca, etcdCa] = [made.caFile, made.etcdCaFile].map(certificate);
    const server = certificate(made.server.certificate);
    const etcdClient = certificate(made.etcdClient.certificate);

    expect(server.verify(ca.publicKey)).toBe(true);
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(etcdClient.verify(etcdCa.publicKey)).toBe(true);
    expect(etcdClient.verify(ca.publicKey)).toBe(false);
    expect(mode(join(directory, 'certificates'))).toBe('700');
    expect(mode(made.server.key)).toBe('600');
    expect(mode(made.serviceAccounts.key)).toBe('600');
  });

  it('makes them once', async () => {
    const first = await makeCertificates(directory);
    const again = await makeCertificates(directory);
    expect(again.caCertificate).toBe(first.caCertificate);
  });
});

it('gives everybody a token of their own, and each program a kubeconfig', () => {
  const tokenFile = join(directory, 'tokens.csv');
  const kubeconfigOf = (account: string) =>
    join(directory, 'kubeconfigs', account);
  writeAccess({
    tokenFile,
    kubeconfigOf,
    url: 'https://127.0.0.1:6443',
    caCertificate: 'CA',
    people: { admin: 'secret-a', portal: 'secret-p' },
  });
  const lines = readFileSync(tokenFile, 'utf8').trim().split('\n');
  expect(lines).toContain(
    'secret-a,kubernetes-admin,kubernetes-admin,"system:masters"',
  );
  expect(lines).toContain(
    'secret-p,system:serviceaccount:backstage:mini-atlas-portal,system:serviceaccount:backstage:mini-atlas-portal,"system:serviceaccounts,system:serviceaccounts:backstage"',
  );
  expect(new Set(lines.map(line => line.split(',')[0])).size).toBe(
    lines.length,
  );
  expect(lines.filter(line => line.includes('system:masters'))).toHaveLength(1);
  expect(mode(tokenFile)).toBe('600');

  const kro = parse(readFileSync(kubeconfigOf('kro'), 'utf8'));
  expect(lines).toContainEqual(
    expect.stringContaining(
      `${kro.users[0].user.token},system:serviceaccount:kro-system:kro`,
    ),
  );
  expect(mode(kubeconfigOf('kro'))).toBe('600');
});
