import { Accounts } from './store/accounts';
import { Repositories } from './store/repositories';
import { Webhooks } from './webhooks';

/** What every part of the running forge works with. */
export interface ForgeState {
  accounts: Accounts;
  repositories: Repositories;
  webhooks: Webhooks;
  /** Base address, without a slash at its end. */
  url: string;
  log(line: string): void;
}
