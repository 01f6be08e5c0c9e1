import { RunningPortal } from '../portal';
import { guestToken } from '../measurements';

/** Asks the portal's API for what is at a path. @throws Error for a refusal */
export type Ask = (path: string) => Promise<unknown>;

/** Asks as a guest. */
export async function askingGuest(
  portal: Pick<RunningPortal, 'url'>,
): Promise<{ ask: Ask; token: string }> {
  const token = await guestToken(portal);
  return {
    token,
    async ask(path) {
      const answer = await fetch(`${portal.url}${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      return await answer.json();
    },
  };
}

/** How many instances the fleet page would show. */
export async function listed(ask: Ask): Promise<number> {
  return Object(await ask('/api/kro/instances')).items.length;
}

/** How long their list takes, in milliseconds. */
export async function listMs(ask: Ask): Promise<number> {
  const began = performance.now();
  await listed(ask);
  return performance.now() - began;
}
