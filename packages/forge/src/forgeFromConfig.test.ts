import { ConfigReader } from '@backstage/config';
import { fakeGithub, TOKEN } from './__fixtures__/fakeGithub';
import { forgeFromConfig } from './forgeFromConfig';

const delivery = {
  provider: 'gitea',
  url: 'https://git.example.com/',
  repository: 'atlas/platform',
};

const from = (more: Record<string, unknown>) =>
  forgeFromConfig(
    new ConfigReader({
      kro: { delivery: JSON.parse(JSON.stringify({ ...delivery, ...more })) },
    }),
  );

describe('forgeFromConfig', () => {
  it('signs in at GitHub with the entry of integrations.github for that host', async () => {
    const github = await fakeGithub({ 'README.md': '# platform\n' });
    const { host } = new URL(github.url);
    const config = (token: string, more: object = {}) =>
      new ConfigReader({
        integrations: {
          github: [{ host, apiBaseUrl: `${github.url}/api/v3`, token }],
        },
        kro: {
          delivery: {
            provider: 'github',
            url: github.url,
            repository: 'atlas/platform',
            ...more,
          },
        },
      });
    try {
      const file = { path: 'README.md', content: '# platform\n' };
      const forge = forgeFromConfig(config(TOKEN));
      expect(await forge.readFile('README.md')).toEqual(file);
      const own = forgeFromConfig(config('wrong', { token: TOKEN }));
      expect(await own.readFile('README.md')).toEqual(file);
      await expect(
        forgeFromConfig(config('wrong')).readFile('README.md'),
      ).rejects.toMatchObject({ kind: 'unauthorized' });
    } finally {
      await github.stop();
    }
  });

  it('knows repository, branch and web addresses', () => {
    const forge = from({});
    expect(forge.repository).toBe('atlas/platform');
    expect(forge.targetBranch).toBe('main');
    expect(forge.fileUrl('a b/c#d.yaml')).toBe(
      'https://git.example.com/atlas/platform/src/branch/main/a%20b/c%23d.yaml',
    );
    expect(from({ branch: 'release/1' }).targetBranch).toBe('release/1');
  });

  it.each([
    [
      { provider: 'svn' },
      /kro\.delivery\.provider is "svn"; it must be one of "gitea", "github"/,
    ],
    [
      { provider: 'github', url: undefined },
      /kro\.delivery\.token is missing.*integrations\.github.*github\.com/,
    ],
    [{ provider: undefined }, /kro\.delivery\.provider/],
    [{ url: undefined }, /kro\.delivery\.url/],
    [{ url: 'git.example.com' }, /kro\.delivery\.url is "git\.example\.com"/],
    [{ url: 'file:///etc' }, /kro\.delivery\.url is "file:\/\/\/etc"/],
    [{ repository: undefined }, /kro\.delivery\.repository/],
    [
      { repository: 'atlas' },
      /kro\.delivery\.repository is "atlas".*owner\/name/,
    ],
    [{ repository: '../x' }, /kro\.delivery\.repository is "\.\.\/x"/],
    [{ branch: 'a..b' }, /branch "a\.\.b"/],
  ])('names the key that is wrong: %j', (more, message) => {
    expect(() => from(more)).toThrow(message);
  });

  it('goes to github.com unless told otherwise', () => {
    const forge = from({ provider: 'github', url: undefined, token: 'x' });
    expect(forge.fileUrl('a.yaml')).toBe(
      'https://github.com/atlas/platform/blob/main/a.yaml',
    );
  });

  it('names the section that is missing', () => {
    expect(() => forgeFromConfig(new ConfigReader({}))).toThrow(
      /kro\.delivery/,
    );
  });
});
