import { screen, waitFor } from '@testing-library/react';
import { FakeBackEnd, workspaceEntity } from '../__testUtils__/fakeBackEnd';
import {
  chooseWorkspace,
  enter,
  openOrderForm,
} from '../__testUtils__/orderForm';

describe('the owner of an order', () => {
  const owner = () => screen.getByLabelText('Owner');

  it('is the group that owns the workspace', async () => {
    const user = openOrderForm(new FakeBackEnd());
    await chooseWorkspace(user);
    await waitFor(() =>
      expect(owner()).toHaveValue('group:default/storefront'),
    );
  });

  it('follows to another workspace', async () => {
    const backEnd = new FakeBackEnd();
    backEnd.systems.push({
      ...workspaceEntity('till', 'Till'),
      spec: { owner: 'payments' },
    });
    const user = openOrderForm(backEnd);
    await chooseWorkspace(user);
    await waitFor(() =>
      expect(owner()).toHaveValue('group:default/storefront'),
    );
    await user.click(screen.getByRole('button', { name: /Workspace/ }));
    await user.click(await screen.findByRole('option', { name: /Till/ }));
    await waitFor(() => expect(owner()).toHaveValue('group:default/payments'));
  });

  it('stays what a person chose', async () => {
    const user = openOrderForm(new FakeBackEnd());
    await enter(
      user,
      await screen.findByLabelText('Owner'),
      'group:default/checkout',
    );
    await chooseWorkspace(user);
    expect(
      await screen.findByRole('button', { name: /Shop.*Workspace/ }),
    ).toBeInTheDocument();
    expect(owner()).toHaveValue('group:default/checkout');
  });

  it('is asked for when no group owns the workspace', async () => {
    const backEnd = new FakeBackEnd();
    backEnd.systems = [
      {
        ...workspaceEntity('shop', 'Shop'),
        spec: { owner: 'user:default/ada' },
      },
    ];
    const user = openOrderForm(backEnd);
    await chooseWorkspace(user);
    expect(owner()).toHaveValue('');
  });
});
