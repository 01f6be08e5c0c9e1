import { Environment } from '@marcbachmann/cel-js';
import { CelIp, parseIp } from './ipAddress';

/** A network such as `10.0.0.0/8`, as Kubernetes' `cidr()` takes it. */
class CelCidr {
  constructor(readonly ip: CelIp, readonly prefix: number) {}

  static parse(text: string): CelCidr | undefined {
    const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
    const ip = match ? parseIp(match[1]) : undefined;
    if (!match || !ip || /^0\d/.test(match[2])) return undefined;
    const prefix = Number(match[2]);
    return prefix <= ip.bits ? new CelCidr(ip, prefix) : undefined;
  }

  get text(): string {
    return `${this.ip.text}/${this.prefix}`;
  }

  /** The network's own address: the bits behind the prefix are zero. */
  get masked(): CelCidr {
    const host = BigInt(this.ip.bits - this.prefix);
    return new CelCidr(
      this.ip.withValue((this.ip.value >> host) << host),
      this.prefix,
    );
  }

  containsIp(ip: CelIp): boolean {
    if (ip.bits !== this.ip.bits) return false;
    const host = BigInt(this.ip.bits - this.prefix);
    return ip.value >> host === this.ip.value >> host;
  }

  containsCidr(other: CelCidr): boolean {
    return other.prefix >= this.prefix && this.containsIp(other.ip);
  }
}

function required(text: string): CelCidr {
  const cidr = CelCidr.parse(text);
  if (cidr) return cidr;
  throw new Error(
    `network address parse error during conversion from string: ${text}`,
  );
}

function requiredIp(text: string): CelIp {
  const ip = parseIp(text);
  if (ip) return ip;
  throw new Error(
    `IP Address "${text}" parse error during conversion from string`,
  );
}

/** Adds Kubernetes' CIDR library; the IP functions must be there. */
export function registerCidr(env: Environment) {
  const type = 'net.CIDR';
  env
    .registerType(type, CelCidr)
    .registerFunction(
      'isCIDR(string): bool',
      (text: string) => CelCidr.parse(text) !== undefined,
    )
    .registerFunction(`cidr(string): ${type}`, required)
    .registerFunction(
      `${type}.containsIP(string): bool`,
      (cidr: CelCidr, text: string) => cidr.containsIp(requiredIp(text)),
    )
    .registerFunction(
      `${type}.containsIP(net.IP): bool`,
      (cidr: CelCidr, ip: CelIp) => cidr.containsIp(ip),
    )
    .registerFunction(
      `${type}.containsCIDR(string): bool`,
      (cidr: CelCidr, text: string) => cidr.containsCidr(required(text)),
    )
    .registerFunction(
      `${type}.containsCIDR(${type}): bool`,
      (cidr: CelCidr, other: CelCidr) => cidr.containsCidr(other),
    )
    .registerFunction(`${type}.ip(): net.IP`, (cidr: CelCidr) => cidr.ip)
    .registerFunction(
      `${type}.masked(): ${type}`,
      (cidr: CelCidr) => cidr.masked,
    )
    .registerFunction(`${type}.prefixLength(): int`, (cidr: CelCidr) =>
      BigInt(cidr.prefix),
    )
    .registerFunction(`string(${type}): string`, (cidr: CelCidr) => cidr.text);
}
