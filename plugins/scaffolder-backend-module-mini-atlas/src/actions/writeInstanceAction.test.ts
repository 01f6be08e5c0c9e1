import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionRun } from '../__testUtils__/actionRun';
import { createWriteInstanceAction } from './writeInstanceAction';

describe('mini-atlas:instance:write', () => {
  const workspace = createMockDirectory();
  let run: ActionRun;

  beforeEach(() => {
    workspace.clear();
    run = new ActionRun(workspace.path);
  });

  const write = (input: { abstraction: string }) =>
    run.run(createWriteInstanceAction(run.services), {
      name: 'shop',
      spec: { team: 'storefront' },
      ...input,
    });

  it('writes the manifest of the abstraction that it is told', async () => {
    await expect(write({ abstraction: 'workspace' })).resolves.toMatchObject({
      path: 'delivery/workspaces/shop.yaml',
      instance: 'test:workspace.mini-atlas.dev/shop',
    });
  });

  it('names the abstractions there are when it is told another', async () => {
    await expect(write({ abstraction: 'castle' })).rejects.toThrow(
      /abstraction is "castle".*It offers webapplication, workspace/,
    );
  });
});
