import { ForgeUnderTest, forgeUnderTest } from './testing/forgeUnderTest';

jest.setTimeout(60_000);

describe('the forge beside Git', () => {
  let test: ForgeUnderTest;
  beforeAll(async () => {
    test = await forgeUnderTest();
  });
  afterAll(() => test.end());

  it('names all branches while some come and go, and when Git has packed them', async () => {
    const directory = test.forge.repositoryPath('atlas', 'platform');
    const list = async () => {
      const { status, body } = await test.api(
        'GET',
        '/repos/atlas/platform/branches',
      );
      expect(status).toBe(200);
      return body.map(({ name }: { name: string }) => name);
    };
    let going = true;
    const comeAndGo = async () => {
      try {
        for (let i = 0; i < 20; i++) {
          await test.git(directory, 'branch', 'deep/er/branch', 'main');
          await test.git(directory, 'branch', '-D', 'deep/er/branch');
        }
      } finally {
        going = false;
      }
    };
    const look = async () => {
      while (going) expect(await list()).toContain('main');
    };
    await Promise.all([comeAndGo(), look()]);

    await test.git(directory, 'branch', 'old/one', 'main');
    await test.git(directory, 'pack-refs', '--all');
    await test.git(directory, 'branch', 'new', 'main');
    await test.git(directory, 'branch', '-D', 'old/one');
    await test.git(directory, 'branch', 'old', 'main');
    expect(await list()).toEqual(
      expect.arrayContaining(['main', 'new', 'old']),
    );
    expect(await list()).not.toContain('old/one');
  });
});
