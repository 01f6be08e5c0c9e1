import { Environment } from '@marcbachmann/cel-js';
import { registerCidr } from './cidr';
import { CelIp, parseIp } from './ipAddress';

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

/** Adds Kubernetes' URL, IP and CIDR functions. */
export function registerNetwork(env: Environment) {
  registerUrl(env);
  const type = 'net.IP';
  env
    .registerType(type, CelIp)
    .registerFunction(
      'isIP(string): bool',
      (text: string) => parseIp(text) !== undefined,
    )
    .registerFunction(`ip(string): ${type}`, (text: string) => {
      const ip = parseIp(text);
      if (ip) return ip;
      throw new Error(
        `IP Address "${text}" parse error during conversion from string`,
      );
    })
    .registerFunction(`${type}.family(): int`, (ip: CelIp) => ip.family)
    .registerFunction(`string(${type}): string`, (ip: CelIp) => ip.text);
  registerCidr(env);
}
