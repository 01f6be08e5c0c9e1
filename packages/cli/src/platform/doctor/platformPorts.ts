import { HostPorts } from '../tree/clusterConfig';
import { PlatformPort } from './portFindings';

/** The ports that a Kind platform is reached at. */
export function platformPorts(
  { http, git }: HostPorts,
  { ownGit, portal }: { ownGit: boolean; portal?: number },
): PlatformPort[] {
  return [
    {
      port: http,
      purpose: 'applications',
      option: '--http-port',
      byRuntime: true,
    },
    ...(ownGit
      ? [
          {
            port: git,
            purpose: 'Gitea',
            option: '--git-port' as const,
            byRuntime: true,
          },
        ]
      : []),
    ...(portal
      ? [
          {
            port: portal,
            purpose: 'the portal',
            option: '--port' as const,
            byRuntime: false,
          },
        ]
      : []),
  ];
}
