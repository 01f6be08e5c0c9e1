import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';

/**
 * The token of Backstage's own `integrations.github` for a repository: the entry's token, or one of its GitHub Apps',
 * renewed when it is about to expire. Throws `InputError` when no entry of that host has either.
 */
export function integrationToken(
  config: Config,
  { url, repository }: { url: string; repository: string },
): () => Promise<string | undefined> {
  const integrations = ScmIntegrations.fromConfig(config);
  const entry = integrations.github.byUrl(url)?.config;
  if (!entry?.token && !entry?.apps?.length) {
    throw new InputError(
      `kro.delivery.token is missing, and no entry of integrations.github has a token or apps for ${
        new URL(url).host
      }; give one of the two`,
    );
  }
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const address = `${url.replace(/\/+$/, '')}/${repository}`;
  return async () => (await credentials.getCredentials({ url: address })).token;
}
