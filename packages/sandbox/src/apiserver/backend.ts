import { KubernetesObject } from '@mini-atlas/kro';
import { RuleContext } from '../builtin/kindRules';
import { ServiceNetwork } from '../builtin/serviceNetwork';
import { Store } from '../store/store';
import { AccountTokens } from './accountTokens';
import { TokenOwner } from './authenticate';
import { RequestMetrics } from './requestMetrics';
import { ServedType } from './servedType';
import { TypeRegistry } from './typeRegistry';

/** What all stages work on: the objects and the types that are served. */
export class Backend {
  /** What came over the wire so far. */
  readonly metrics = new RequestMetrics();
  /** Tokens of service accounts. */
  readonly accountTokens: AccountTokens;
  private readonly network: ServiceNetwork;
  private readonly logged = new Set<string>();

  /** Why a quota refuses an object, new or changed, after `is forbidden: `; set by who can count. */
  quotaRefusal: (
    object: KubernetesObject,
    before?: KubernetesObject,
  ) => string | undefined = () => undefined;

  /** Whose a token is; set by who knows all of them. */
  tokenOwner: TokenOwner = token => this.accountTokens.userOf(token);

  constructor(
    readonly store: Store,
    readonly types: TypeRegistry,
    private readonly log: (line: string) => void,
  ) {
    this.accountTokens = new AccountTokens(store);
    this.network = new ServiceNetwork(store.collection('services'));
  }

  /** The objects behind a type. */
  collection(type: ServedType) {
    return this.store.collection(type.collection);
  }

  /** Writes a line to the log unless it stands there already. */
  logOnce(line: string): void {
    if (this.logged.has(line)) return;
    this.logged.add(line);
    this.log(line);
  }

  /** What the rules of kinds may ask. */
  ruleContext(): RuleContext {
    return {
      now: timestamp(new Date()),
      allocateClusterIp: () => this.network.allocate(),
      clusterIpIsFree: address => this.network.isFree(address),
    };
  }

  /** Does this namespace exist, and can something be created in it? */
  namespace(name: string): KubernetesObject | undefined {
    return this.store.collection('namespaces').get(name);
  }
}

/** RFC 3339 in whole seconds, as `metav1.Time` writes it. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
