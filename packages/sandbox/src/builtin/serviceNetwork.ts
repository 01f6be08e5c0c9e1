import { Collection } from '../store/collection';
import { Change } from '../store/history';
import { stringAt, stringsAt } from './fields';

const PREFIX = '10.96';
/** The `kubernetes` Service has the first address. */
const FIRST = 10;
const LAST = 0xffff - 1;

/** Hands out the addresses of `10.96.0.0/16` that no Service has. */
export class ServiceNetwork {
  private readonly used = new Map<string, number>();
  private next = FIRST;

  constructor(services: Collection) {
    services.subscribe(change => this.follow(change));
  }

  /** A free address; `undefined` when there is none. Addresses come back late, as they do in Kubernetes. */
  allocate(): string | undefined {
    for (let tried = FIRST; tried <= LAST; tried++) {
      const address = `${PREFIX}.${this.next >> 8}.${this.next & 0xff}`;
      this.next = this.next === LAST ? FIRST : this.next + 1;
      if (!this.used.has(address)) return address;
    }
    return undefined;
  }

  /** Is this an address of the network that no Service has? */
  isFree(address: string): boolean {
    return address.startsWith(`${PREFIX}.`) && !this.used.has(address);
  }

  private follow({ type, object, before }: Change) {
    if (before) addressesOf(before).forEach(address => this.count(address, -1));
    if (type !== 'DELETED') {
      addressesOf(object).forEach(address => this.count(address, 1));
    }
  }

  private count(address: string, change: number) {
    const count = (this.used.get(address) ?? 0) + change;
    if (count > 0) this.used.set(address, count);
    else this.used.delete(address);
  }
}

function addressesOf(service: unknown): Set<string> {
  const addresses = new Set(stringsAt(service, 'spec', 'clusterIPs'));
  const single = stringAt(service, 'spec', 'clusterIP');
  if (single) addresses.add(single);
  addresses.delete('None');
  return addresses;
}
