import { Environment } from '@marcbachmann/cel-js';

const IPV4 =
  /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** An absolute URL or a path, as Kubernetes' `url()` takes it. */
class CelUrl {
  constructor(readonly url: URL, readonly absolute: boolean) {}

  static parse(text: string): CelUrl | undefined {
    try {
      return text.startsWith('/')
        ? new CelUrl(new URL(text, 'http://localhost'), false)
        : new CelUrl(new URL(text), true);
    } catch {
      return undefined;
    }
  }
}

class CelIp {
  constructor(readonly text: string) {}

  get family(): bigint {
    return this.text.includes(':') ? 6n : 4n;
  }
}

function isIpv6(text: string): boolean {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return false;
  return URL.canParse(`http://[${text}]/`);
}

function isIp(text: string): boolean {
  return IPV4.test(text) || isIpv6(text);
}

function canonical(text: string): string {
  return isIpv6(text)
    ? new URL(`http://[${text}]/`).hostname.slice(1, -1)
    : text;
}

function registerUrl(env: Environment) {
  const type = 'kubernetes.URL';
  const part = (read: (url: URL) => string) => (value: CelUrl) =>
    value.absolute ? read(value.url) : '';
  env
    .registerType(type, CelUrl)
    .registerFunction(`url(string): ${type}`, (text: string) => {
      const url = CelUrl.parse(text);
      if (url) return url;
      throw new Error(`URL parse error during conversion from string: ${text}`);
    })
    .registerFunction(
      'isURL(string): bool',
      (text: string) => CelUrl.parse(text) !== undefined,
    )
    .registerFunction(
      `${type}.getScheme(): string`,
      part(url => url.protocol.slice(0, -1)),
    )
    .registerFunction(
      `${type}.getHost(): string`,
      part(url => url.host),
    )
    .registerFunction(
      `${type}.getHostname(): string`,
      part(url => url.hostname.replace(/^\[|\]$/g, '')),
    )
    .registerFunction(
      `${type}.getPort(): string`,
      part(url => url.port),
    )
    .registerFunction(
      `${type}.getEscapedPath(): string`,
      (value: CelUrl) => value.url.pathname,
    );
}

/** Adds Kubernetes' URL and IP functions; CIDR and semver are not there yet. */
export function registerNetwork(env: Environment) {
  registerUrl(env);
  const type = 'net.IP';
  env
    .registerType(type, CelIp)
    .registerFunction('isIP(string): bool', isIp)
    .registerFunction(`ip(string): ${type}`, (text: string) => {
      if (isIp(text)) return new CelIp(canonical(text));
      throw new Error(
        `IP Address "${text}" parse error during conversion from string`,
      );
    })
    .registerFunction(`${type}.family(): int`, (ip: CelIp) => ip.family)
    .registerFunction(`string(${type}): string`, (ip: CelIp) => ip.text);
}
