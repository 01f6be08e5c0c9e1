import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';

/** The token of Backstage's own `integrations.gitlab` for a host. Throws `InputError` when no entry of it has one. */
export function integrationToken(
  config: Config,
  { url }: { url: string },
): string {
  const entry = ScmIntegrations.fromConfig(config).gitlab.byUrl(url);
  if (entry?.config.token) return entry.config.token;
  throw new InputError(
    `kro.delivery.token is missing, and no entry of integrations.gitlab has a token for ${
      new URL(url).host
    }; give one of the two`,
  );
}
