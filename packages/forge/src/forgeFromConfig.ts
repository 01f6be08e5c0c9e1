import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Forge } from './forge';
import { giteaForge } from './gitea/giteaForge';
import { githubForge } from './github/githubForge';
import { integrationToken as githubToken } from './github/integrationToken';
import { gitlabForge } from './gitlab/gitlabForge';
import { integrationToken as gitlabToken } from './gitlab/integrationToken';
import { isProjectPath, repositoryParts } from './gitName';
import { HostConnection } from './http/hostApi';

/** What is particular to the configuration of one kind of Git host. */
interface Provider {
  forge(
    options: HostConnection & { repository: string; branch: string },
  ): Forge;
  /** Whether it can be a repository there, and the form that such names have. */
  repository: { form: string; accepts(name: string): boolean };
  /** Used without `kro.delivery.url`. */
  defaultUrl?: string;
  /** Where a token comes from without `kro.delivery.token`; anonymous where there is no such place. */
  token?(
    config: Config,
    at: { url: string; repository: string },
  ): HostConnection['token'];
}

const OWNED: Provider['repository'] = {
  form: 'owner/name',
  accepts: name => repositoryParts(name) !== undefined,
};

const PROVIDERS = new Map<string, Provider>([
  ['gitea', { forge: giteaForge, repository: OWNED }],
  [
    'github',
    {
      forge: githubForge,
      repository: OWNED,
      defaultUrl: 'https://github.com',
      token: githubToken,
    },
  ],
  [
    'gitlab',
    {
      forge: gitlabForge,
      repository: {
        form: 'group/name or group/subgroup/name',
        accepts: isProjectPath,
      },
      defaultUrl: 'https://gitlab.com',
      token: gitlabToken,
    },
  ],
]);

/**
 * The repository that `kro.delivery` of the app's configuration names. Makes no request.
 * `signal` ends every request of the returned forge, `timeoutMs` (15,000) bounds each.
 * Throws `InputError` that names the key which is missing or wrong.
 */
export function forgeFromConfig(
  config: Config,
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
): Forge {
  const delivery = config.getConfig('kro.delivery');
  const provider = providerOf(delivery);
  const url = urlOf(delivery, provider);
  const repository = repositoryOf(delivery, provider);
  return provider.forge({
    ...options,
    url,
    repository,
    branch: delivery.getOptionalString('branch') ?? 'main',
    token:
      delivery.getOptionalString('token') ??
      provider.token?.(config, { url, repository }),
  });
}

function providerOf(delivery: Config): Provider {
  const name = delivery.getString('provider');
  const provider = PROVIDERS.get(name);
  if (provider) return provider;
  const known = [...PROVIDERS.keys()].map(key => `"${key}"`).join(', ');
  throw new InputError(
    `kro.delivery.provider is "${name}"; it must be one of ${known}`,
  );
}

function urlOf(delivery: Config, { defaultUrl }: Provider): string {
  const url = defaultUrl
    ? delivery.getOptionalString('url') ?? defaultUrl
    : delivery.getString('url');
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new InputError(
      `kro.delivery.url is "${url}"; it must be the http(s) address of the Git host, e.g. https://git.example.com`,
    );
  }
  return url;
}

function repositoryOf(
  delivery: Config,
  { repository: { accepts, form } }: Provider,
): string {
  const repository = delivery.getString('repository');
  if (!accepts(repository)) {
    throw new InputError(
      `kro.delivery.repository is "${repository}"; it must have the form ${form}`,
    );
  }
  return repository;
}
