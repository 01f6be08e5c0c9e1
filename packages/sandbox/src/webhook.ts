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
 * Gives a repository exactly one webhook, through the forge's API; those of former runs, which call
 * addresses that nobody listens on any more, go.
 *
 * @throws Error with the forge's answer
 */
export async function setWebhook(
  forge: { url: string; token: string },
  { repository, url, secret }: WebhookSettings,
): Promise<void> {
  const hooks = `${forge.url}/api/v1/repos/${repository}/hooks`;
  const call = async (
    method: string,
    address: string,
    body?: unknown,
  ): Promise<unknown> => {
    const answer = await fetch(address, {
      method,
      headers: {
        authorization: `token ${forge.token}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) {
      throw new Error(
        `${method} ${address} answered ${
          answer.status
        }: ${await answer.text()}`,
      );
    }
    return answer.status === 204 ? undefined : answer.json();
  };
  const present = await call('GET', hooks);
  for (const hook of Array.isArray(present) ? present : []) {
    await call('DELETE', `${hooks}/${hook.id}`);
  }
  await call('POST', hooks, {
    type: 'gitea',
    active: true,
    events: ['push'],
    config: { url, content_type: 'json', secret },
  });
}
