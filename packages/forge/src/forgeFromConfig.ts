import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Forge } from './forge';
import { giteaForge } from './gitea/giteaForge';
import { repositoryParts } from './gitName';

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
  const provider = delivery.getString('provider');
  if (provider !== 'gitea') {
    throw new InputError(
      `kro.delivery.provider is "${provider}"; "gitea" is the only one supported. GitHub and GitLab are not supported yet.`,
    );
  }
  return giteaForge({
    ...options,
    url: urlOf(delivery),
    repository: repositoryOf(delivery),
    branch: delivery.getOptionalString('branch') ?? 'main',
    token: delivery.getOptionalString('token'),
  });
}

function urlOf(delivery: Config): string {
  const url = delivery.getString('url');
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new InputError(
      `kro.delivery.url is "${url}"; it must be the http(s) address of the Git host, e.g. https://git.example.com`,
    );
  }
  return url;
}

function repositoryOf(delivery: Config): string {
  const repository = delivery.getString('repository');
  if (!repositoryParts(repository)) {
    throw new InputError(
      `kro.delivery.repository is "${repository}"; it must have the form owner/name`,
    );
  }
  return repository;
}
