import { BlockList, isIP, isIPv4 } from 'node:net';

const NO_ADDRESS =
  'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const NO_RANGE =
  'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** What is wrong with an IP address; `undefined` when nothing is. */
export function addressFault(text: string): string | undefined {
  return isIP(text) ? undefined : NO_ADDRESS;
}

/** What is wrong with a range of addresses; `undefined` when nothing is. */
export function rangeFault(text: string): string | undefined {
  return rangeOf(text) ? undefined : NO_RANGE;
}

/** Does one range of addresses lie in another, and is smaller? */
export function liesIn(inner: string, outer: string): boolean {
  const [a, b] = [rangeOf(inner), rangeOf(outer)];
  if (!a || !b || a.family !== b.family || a.length <= b.length) return false;
  const block = new BlockList();
  block.addSubnet(b.address, b.length, b.family);
  return block.check(a.address, a.family);
}

function rangeOf(text: string) {
  const [address, length, ...more] = text.split('/');
  if (!isIP(address) || more.length > 0 || !/^\d{1,3}$/.test(length ?? '')) {
    return undefined;
  }
  const family: 'ipv4' | 'ipv6' = isIPv4(address) ? 'ipv4' : 'ipv6';
  return Number(length) <= (family === 'ipv4' ? 32 : 128)
    ? { address, length: Number(length), family }
    : undefined;
}
