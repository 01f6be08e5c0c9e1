import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from './jsonFile';
import { Account, ForgeUser, TokenRecord } from './records';

interface AccountsFile {
  createdAt: Record<string, string>;
  tokens: TokenRecord[];
  nextTokenId: number;
}

/** The accounts given at the start, and the tokens that were made for them since. */
export class Accounts {
  private constructor(
    private readonly file: string,
    private readonly kept: AccountsFile,
    readonly all: Account[],
  ) {}

  /** Reads what is kept in `dataDir`; ids follow the order of `users`. */
  static async open(dataDir: string, users: ForgeUser[]): Promise<Accounts> {
    const file = join(dataDir, 'accounts.json');
    const kept = ((await readJsonFile(file)) as AccountsFile | undefined) ?? {
      createdAt: {},
      tokens: [],
      nextTokenId: 1,
    };
    const now = new Date().toISOString().replace(/\.\d+/, '');
    for (const { login } of users) kept.createdAt[login] ??= now;
    await writeJsonFile(file, kept);
    return new Accounts(
      file,
      kept,
      users.map((user, index) => ({
        ...user,
        id: index + 1,
        createdAt: kept.createdAt[user.login],
      })),
    );
  }

  find(login: string): Account | undefined {
    const wanted = login.toLowerCase();
    return this.all.find(account => account.login.toLowerCase() === wanted);
  }

  withEmail(email: string): Account | undefined {
    return this.all.find(account => account.email === email);
  }

  /** Whose access token this is, and what it is good for. */
  ofToken(token: string): { account: Account; scopes: string[] } | undefined {
    const digest = digestOf(token);
    const given = this.all.find(account =>
      sameDigest(digestOf(account.token), digest),
    );
    if (given) return { account: given, scopes: given.scopes ?? ['all'] };
    const made = this.kept.tokens.find(kept => sameDigest(kept.digest, digest));
    const account = made && this.find(made.login);
    return account && { account, scopes: made.scopes };
  }

  tokensOf(login: string): TokenRecord[] {
    return this.kept.tokens.filter(token => token.login === login);
  }

  /** Makes a token; this is the only time it can be seen. */
  async createToken(
    login: string,
    name: string,
    scopes: string[],
  ): Promise<{ record: TokenRecord; token: string }> {
    const token = randomBytes(20).toString('hex');
    const record: TokenRecord = {
      id: this.kept.nextTokenId,
      login,
      name,
      scopes,
      digest: digestOf(token),
      lastEight: token.slice(-8),
      createdAt: new Date().toISOString(),
    };
    this.kept.nextTokenId += 1;
    this.kept.tokens.push(record);
    await writeJsonFile(this.file, this.kept);
    return { record, token };
  }

  /** False when there is no such token; `which` is a name or an id. */
  async removeToken(login: string, which: string): Promise<boolean> {
    const index = this.kept.tokens.findIndex(
      token =>
        token.login === login &&
        (token.name === which || String(token.id) === which),
    );
    if (index < 0) return false;
    this.kept.tokens.splice(index, 1);
    await writeJsonFile(this.file, this.kept);
    return true;
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function sameDigest(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
