import module from './index';

describe('the module', () => {
  it('extends the scaffolder by fields for orders and for changes', () => {
    expect(module).toMatchObject({ $$type: '@backstage/FrontendModule' });
    expect(module.pluginId).toBe('scaffolder');
  });
});
