/** What Yarn, npm and the system say, and what helps. The first that fits counts. */
const CAUSES = [
  {
    sign: /certificate|UNABLE_TO_VERIFY|SELF_SIGNED|CERT_/i,
    what: 'its certificate is not trusted here',
    remedy:
      'Behind a proxy that looks into TLS, name its certificate authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  },
  {
    sign: /\b407\b|proxy authentication/i,
    what: 'the proxy wants a name and a password',
    remedy: 'Set YARN_HTTPS_PROXY=http://name:password@host:port',
  },
  {
    sign: /\b40[13]\b|Unauthorized|Forbidden|authentication/i,
    what: 'the registry refused',
    remedy:
      'Give its token as YARN_NPM_AUTH_TOKEN, or choose another registry: npm config set registry <its address>',
  },
  {
    sign: /Unsafe http/i,
    what: 'Yarn asks no registry over plain http',
    remedy: 'Allow it: YARN_UNSAFE_HTTP_WHITELIST=<the host>',
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|timeout|no answer|socket hang up/i,
    what: 'it cannot be reached',
    remedy:
      'Check the network. Behind a proxy: YARN_HTTPS_PROXY=http://host:port. Another registry: npm config set registry <its address>',
  },
  {
    sign: /ENOSPC/,
    what: 'the disk is full',
    remedy: 'Make 3 GB free here and in the home directory',
  },
  {
    sign: /EACCES|EROFS|EPERM/,
    what: 'a directory may not be written to',
    remedy: 'Use a directory that you may write to, also as home directory',
  },
];

/**
 * Finds the cause of a failed installation in what was said about it.
 *
 * @returns what it is, in words, and what to do; nothing when it is not a known one
 */
export function causeOf(text) {
  return CAUSES.find(({ sign }) => sign.test(text));
}
