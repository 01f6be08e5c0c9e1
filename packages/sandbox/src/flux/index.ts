export { startFlux } from './startFlux';
export type { Flux } from './startFlux';
export { kstatus } from './kustomize/kstatus';
export type { KStatus } from './kustomize/kstatus';
