import { ForgeApi } from './forgeApi';

/** A push webhook that the delivery repository should have. */
export interface WebhookSettings {
  /** `owner/name`. */
  repository: string;
  /** Where the forge calls. */
  url: string;
  /** What it signs its calls with. */
  secret: string;
}

/**
 * Gives a repository exactly one webhook; those of former runs, which call addresses that nobody listens on any
 * more, go.
 *
 * @throws TestbedError with the forge's answer
 */
export async function setWebhook(
  forge: ForgeApi,
  { repository, url, secret }: WebhookSettings,
): Promise<void> {
  const hooks = `/repos/${repository}/hooks`;
  for (const { id } of await forge.call<{ id: number }[]>('GET', hooks)) {
    await forge.call('DELETE', `${hooks}/${id}`);
  }
  await forge.call('POST', hooks, {
    type: 'gitea',
    active: true,
    events: ['push'],
    config: { url, content_type: 'json', secret },
  });
}
