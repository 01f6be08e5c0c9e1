import module from './index';

describe('the module', () => {
  it('extends the scaffolder by three fields', () => {
    expect(module).toMatchObject({ $$type: '@backstage/FrontendModule' });
    expect(module.pluginId).toBe('scaffolder');
  });
});
