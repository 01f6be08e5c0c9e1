export * from './controller';
export * from './timing';
export { quotaRefusal } from './workloads/quotaUsage';
export { parseKroFlags } from './kro/flags';
export type { KroFlags } from './kro/flags';
