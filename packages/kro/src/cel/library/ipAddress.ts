const IPV4 =
  /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** An address of the Internet, as Kubernetes' `ip()` takes it. */
export class CelIp {
  /**
   * @param value - the address as a number
   * @param bits - 32 or 128
   */
  constructor(readonly value: bigint, readonly bits: 32 | 128) {}

  get family(): bigint {
    return this.bits === 32 ? 4n : 6n;
  }

  /** In its canonical form. */
  get text(): string {
    return this.bits === 32 ? ipv4Text(this.value) : ipv6Text(this.value);
  }

  /** Another address of the same family. */
  withValue(value: bigint): CelIp {
    return new CelIp(value, this.bits);
  }
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 255n).join('.');
}

/** The URL parser knows how IPv6 addresses are shortened. */
function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

function ipv6Value(text: string): bigint | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return undefined;
  if (!URL.canParse(`http://[${text}]/`)) return undefined;
  const short = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head, tail] = short.split('::');
  const groups = (part = '') => (part ? part.split(':') : []);
  const missing = 8 - groups(head).length - groups(tail).length;
  return [
    ...groups(head),
    ...Array(tail === undefined ? 0 : missing).fill('0'),
    ...groups(tail),
  ].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** Reads an address; undefined for what is none. */
export function parseIp(text: string): CelIp | undefined {
  if (IPV4.test(text)) {
    const value = text
      .split('.')
      .reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
    return new CelIp(value, 32);
  }
  const value = ipv6Value(text);
  return value === undefined ? undefined : new CelIp(value, 128);
}
