import { screen, waitFor, within } from '@testing-library/react';
import { FakeBackEnd, ok, refusedOf } from '../__testUtils__/fakeBackEnd';
import { enter, fill, next, openOrderForm } from '../__testUtils__/orderForm';

describe('the order form of the web application', () => {
  const created = jest.fn(async () => undefined);
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
  });

  it('shows what one gets while one types, and orders it', async () => {
    const user = openOrderForm(backEnd, created);
    await fill(user);

    const preview = await screen.findByRole('complementary', {
      name: 'Preview of what you order',
    });
    await waitFor(() =>
      expect(
        within(preview).getByRole('region', { name: 'Manifest' }),
      ).toHaveTextContent('name: web'),
    );
    await waitFor(() =>
      expect(backEnd.asked.at(-1)).toEqual({
        abstraction: 'webapplication',
        name: 'web',
        namespace: 'shop',
        owner: 'group:default/storefront',
        spec: {
          image: 'shop/web',
          tag: '1.4.2',
          replicas: 2,
          port: 8080,
          host: '',
        },
      }),
    );

    await next(user);
    await screen.findByText('Environment variables');
    await next(user);
    await screen.findByText('Health path');
    await next(user);
    await user.click(await screen.findByRole('button', { name: 'Review' }));
    await screen.findByRole('button', { name: 'Create' });
    expect(screen.queryByText('live')).not.toBeInTheDocument();
    expect(screen.getByText('shop/web')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(created).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'web', namespace: 'shop', tag: '1.4.2' }),
    );
  });

  it('says in words what is wrong with a field and does not go on', async () => {
    const user = openOrderForm(backEnd);
    await fill(user);
    const tag = screen.getByRole('textbox', { name: /^Tag/ });
    await user.clear(tag);
    await enter(user, tag, 'latest');
    await next(user);
    expect(tag).toHaveAccessibleDescription(
      /Tag is "latest": it must not be latest, because/,
    );
    expect(
      (await screen.findAllByText(/must not be latest/)).length,
    ).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('does not go on while a check refuses, and says why', async () => {
    backEnd.answer = request =>
      ok(
        refusedOf(request, {
          field: 'spec.tag',
          message: 'spec.tag is "1.4.2": not on Fridays',
        }),
      );
    const user = openOrderForm(backEnd);
    await fill(user);
    await next(user);
    const checks = await screen.findByRole('region', { name: 'Checks' });
    expect(checks).toHaveTextContent('Tag is "1.4.2": not on Fridays');
    await waitFor(() => expect(checks).toHaveFocus());
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('does not go on while the portal cannot be asked', async () => {
    backEnd.answer = () => new TypeError('Failed to fetch');
    const user = openOrderForm(backEnd);
    await fill(user);
    await next(user);
    expect(
      (await screen.findAllByText(/The order could not be checked/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });
});
