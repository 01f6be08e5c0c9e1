export * from './forge';
export * from './forgeError';
export * from './forgeFromConfig';
export * from './gitName';
export { giteaForge } from './gitea/giteaForge';
export type { GiteaForgeOptions } from './gitea/giteaForge';
export type { HostConnection } from './http/hostApi';
export { githubForge } from './github/githubForge';
export type { GithubForgeOptions } from './github/githubForge';
