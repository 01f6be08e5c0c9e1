import { Forge, giteaForge } from '@mini-atlas/forge';
import {
  ForgeUnderTest,
  forgeUnderTest,
  GUEST_TOKEN,
  TOKEN,
} from './testing/forgeUnderTest';

const MESSAGE = 'Merged-by: user:default/ada';
const FILE = 'delivery/shared.yaml';

jest.setTimeout(60_000);

describe('the forge client merges', () => {
  let test: ForgeUnderTest;

  const client = (token: string): Forge =>
    giteaForge({ url: test.forge.url, repository: 'atlas/platform', token });

  beforeAll(async () => {
    test = await forgeUnderTest({ [FILE]: 'value: 0\n' });
  });
  afterAll(() => test.end());

  const proposed = async (name: string, value = name) =>
    client(TOKEN).propose({
      branch: `mini-atlas/${name}`,
      title: `Change ${name}`,
      body: '',
      commitMessage: `Change ${name}`,
      files: [{ path: FILE, content: `value: ${value}\n` }],
    });

  it('what was seen, once, and says who did; what conflicts after it is refused', async () => {
    const forge = client(TOKEN);
    const [first, second] = [await proposed('first'), await proposed('second')];
    const options = {
      headCommit: first.headCommit,
      style: 'merge-commit',
      message: MESSAGE,
    } as const;
    await expect(forge.merge(second.number, options)).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(
      client(GUEST_TOKEN).merge(first.number, options),
    ).rejects.toMatchObject({ kind: 'forbidden' });

    const merged = await forge.merge(first.number, options);
    expect(merged.state).toBe('merged');
    expect(await forge.merge(first.number, options)).toEqual(merged);
    const commit = merged.mergeCommit ?? '';
    const { body } = await test.api(
      'GET',
      `/repos/atlas/platform/git/commits/${commit}`,
    );
    expect(body.commit.message).toContain(MESSAGE);
    for (const address of [
      forge.commitUrl(commit),
      forge.fileUrl(FILE, merged.headCommit),
    ]) {
      expect((await fetch(address)).status).toBe(200);
    }

    await expect(
      forge.merge(second.number, {
        ...options,
        headCommit: second.headCommit,
        patienceMs: 0,
      }),
    ).rejects.toThrow('or it conflicts');
    expect(await forge.statuses(commit)).toEqual([]);
  });
});
