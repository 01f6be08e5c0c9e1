/** KRO's flags, as far as they change what the sandbox's KRO does. */
export interface KroFlags {
  /** `--allow-crd-deletion`: the CRD goes with its ResourceGraphDefinition. */
  allowCrdDeletion: boolean;
  /** `--instance-requeue-interval`, in milliseconds. */
  instanceRequeueInterval: number;
  /** `--rgd-progress-requeue-delay`, in milliseconds. */
  progressRequeueDelay: number;
  /** `--rgd-max-graph-revisions`. */
  maxGraphRevisions: number;
  /** `--feature-gates`. */
  featureGates: Record<FeatureGate, boolean>;
}

/** KRO 0.9.4's feature gates; all are off by default. */
export type FeatureGate =
  | 'CELOmitFunction'
  | 'InstanceConditionEvents'
  | 'InstanceConditionMetrics';

const GATES: FeatureGate[] = [
  'CELOmitFunction',
  'InstanceConditionEvents',
  'InstanceConditionMetrics',
];

/** Flags that KRO has and that mean nothing for a KRO without metrics, rate limits and leader election. */
const WITHOUT_EFFECT = [
  'metrics-bind-address',
  'health-probe-bind-address',
  'pprof-bind-address',
  'leader-elect',
  'leader-election-namespace',
  'leader-election-lease-duration',
  'leader-election-renew-deadline',
  'leader-election-retry-period',
  'enable-controller-warmup',
  'graceful-shutdown-timeout',
  'resource-graph-definition-concurrent-reconciles',
  'graph-revision-concurrent-reconciles',
  'dynamic-controller-concurrent-reconciles',
  'dynamic-controller-rate-limiter-min-delay',
  'dynamic-controller-rate-limiter-max-delay',
  'dynamic-controller-rate-limiter-rate-limit',
  'dynamic-controller-rate-limiter-burst-limit',
  'dynamic-controller-default-resync-period',
  'dynamic-controller-default-queue-max-retries',
  'client-qps',
  'client-burst',
  'rgd-max-collection-size',
  'rgd-max-collection-dimension-size',
  'zap-devel',
  'zap-encoder',
  'zap-log-level',
  'zap-stacktrace-level',
  'zap-time-encoding',
];
const BOOLEAN = [
  'allow-crd-deletion',
  'leader-elect',
  'enable-controller-warmup',
  'zap-devel',
];

const SETTERS: Record<string, (flags: KroFlags, value: string) => KroFlags> = {
  'allow-crd-deletion': (flags, value) => ({
    ...flags,
    allowCrdDeletion: parseBoolean('--allow-crd-deletion', value),
  }),
  'instance-requeue-interval': (flags, value) => ({
    ...flags,
    instanceRequeueInterval: parseDuration(
      '--instance-requeue-interval',
      value,
    ),
  }),
  'rgd-progress-requeue-delay': (flags, value) => ({
    ...flags,
    progressRequeueDelay: parseDuration('--rgd-progress-requeue-delay', value),
  }),
  'rgd-max-graph-revisions': (flags, value) => ({
    ...flags,
    maxGraphRevisions: parseInteger('--rgd-max-graph-revisions', value),
  }),
  'feature-gates': (flags, value) => ({
    ...flags,
    featureGates: { ...flags.featureGates, ...parseGates(value) },
  }),
};

/** KRO 0.9.4's defaults. */
export const DEFAULT_KRO_FLAGS: KroFlags = {
  allowCrdDeletion: false,
  instanceRequeueInterval: 3_000,
  progressRequeueDelay: 3_000,
  maxGraphRevisions: 5,
  featureGates: {
    CELOmitFunction: false,
    InstanceConditionEvents: false,
    InstanceConditionMetrics: false,
  },
};

/**
 * Reads KRO 0.9.4's command line as Go's flag package does: `-flag` or `--flag`, `=value` or the next argument.
 * Flags of KRO that change nothing in the sandbox are accepted and ignored.
 * @throws Error naming the argument that KRO does not know, or the value that does not fit
 */
export function parseKroFlags(args: string[]): KroFlags {
  let flags = DEFAULT_KRO_FLAGS;
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const match = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(arg);
    const name = match?.[1] ?? '';
    const setter = SETTERS[name];
    if (!match || !(setter || WITHOUT_EFFECT.includes(name))) {
      throw new Error(
        `KRO has no flag "${arg}". Known with an effect here: ${Object.keys(
          SETTERS,
        )
          .map(known => `--${known}`)
          .join(', ')}.`,
      );
    }
    const value = match[2] ?? (BOOLEAN.includes(name) ? 'true' : rest.shift());
    if (value === undefined) {
      throw new Error(`KRO's flag "${arg}" needs a value, e.g. "${arg}=…".`);
    }
    flags = setter ? setter(flags, value) : flags;
  }
  return flags;
}

function parseBoolean(flag: string, value: string): boolean {
  if (/^(1|t|true)$/i.test(value)) return true;
  if (/^(0|f|false)$/i.test(value)) return false;
  throw new Error(`${flag} is "${value}"; it must be true or false.`);
}

function parseInteger(flag: string, value: string): number {
  if (!/^-?\d+$/.test(value)) {
    throw new Error(`${flag} is "${value}"; it must be a whole number.`);
  }
  return Number(value);
}

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

function parseDuration(flag: string, value: string): number {
  if (value === '0') return 0;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(value)) {
    throw new Error(
      `${flag} is "${value}"; it must be a duration such as 500ms, 3s or 1m30s.`,
    );
  }
  return [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * UNITS[unit],
    0,
  );
}

function parseGates(value: string): Partial<Record<FeatureGate, boolean>> {
  return Object.fromEntries(
    value
      .split(',')
      .filter(Boolean)
      .map(pair => {
        const [name, state = ''] = pair.split('=').map(part => part.trim());
        const gate = GATES.find(known => known === name);
        if (!gate) {
          throw new Error(
            `--feature-gates names "${name}"; KRO 0.9.4 knows ${GATES.join(
              ', ',
            )}.`,
          );
        }
        return [gate, parseBoolean(`--feature-gates ${name}`, state)];
      }),
  );
}
