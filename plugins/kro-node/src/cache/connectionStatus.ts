import { ClusterStatus } from '@mini-atlas/backstage-plugin-kro-common';
import { MirrorState } from './clusterMirror';

const HELP =
  'What is shown is the last known state; the portal keeps trying. Check that the cluster runs and that the kubeconfig is right.';

/** Turns the mirror's state into what pages say about the cluster, and remembers since when it is so. */
export class ConnectionStatus {
  private current: ClusterStatus;
  private wasComplete = false;

  constructor(name: string, private readonly now: () => Date) {
    this.current = { name, state: 'starting', since: this.timestamp() };
  }

  /** What pages show. */
  status(): ClusterStatus {
    return this.current;
  }

  /** True once everything was listed once. */
  get complete(): boolean {
    return this.wasComplete;
  }

  /** Takes the mirror's newest state. Returns whether pages must be told. */
  update({ complete, lost, unavailable }: MirrorState): boolean {
    this.wasComplete ||= complete;
    const before = this.current;
    const state = this.stateFor(lost, before.state);
    this.current = {
      name: before.name,
      state,
      since: state === before.state ? before.since : this.timestamp(),
      ...(lost === undefined ? {} : { message: `${lost}. ${HELP}` }),
      ...(unavailable.length > 0 ? { unavailable } : {}),
    };
    return (
      state !== before.state ||
      this.current.message !== before.message ||
      JSON.stringify(before.unavailable) !==
        JSON.stringify(this.current.unavailable)
    );
  }

  private stateFor(
    lost: string | undefined,
    before: ClusterStatus['state'],
  ): ClusterStatus['state'] {
    if (!this.wasComplete) return before;
    return lost === undefined ? 'live' : 'stale';
  }

  private timestamp(): string {
    return this.now().toISOString();
  }
}
