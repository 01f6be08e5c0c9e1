import { screen } from '@testing-library/react';
import { FakeBackEnd, workspaceEntity } from '../__testUtils__/fakeBackEnd';
import { openOrderForm } from '../__testUtils__/orderForm';

describe('the workspace of an order', () => {
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
  });

  it('offers workspaces with their owners, nothing else', async () => {
    const other = workspaceEntity('x', 'Not ours');
    backEnd.systems.push({
      ...other,
      metadata: { ...other.metadata, annotations: {} },
    });
    const user = openOrderForm(backEnd);
    await user.click(await screen.findByRole('button', { name: /Workspace/ }));
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['Shop (shop), owned by storefront']);
  });

  it('says what to do when there is none', async () => {
    backEnd.systems = [];
    const user = openOrderForm(backEnd);
    expect(
      await screen.findByText('There is no workspace yet'),
    ).toBeInTheDocument();
    backEnd.systems = [workspaceEntity('shop', 'Shop')];
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    expect(
      await screen.findByRole('button', { name: /Workspace/ }),
    ).toBeInTheDocument();
  });

  it('says that the catalog does not answer', async () => {
    backEnd.catalogFails = true;
    openOrderForm(backEnd);
    expect(
      await screen.findByText('The catalog does not answer'),
    ).toBeInTheDocument();
  });
});
