import { screen, waitFor } from '@testing-library/react';
import { FakeBackEnd } from '../__testUtils__/fakeBackEnd';
import { fill, next, openOrderForm } from '../__testUtils__/orderForm';

describe('what an order uses', () => {
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
  });

  async function openUses() {
    const user = openOrderForm(backEnd);
    await fill(user);
    await next(user);
    await screen.findByText('Environment variables');
    return user;
  }

  it('is chosen among what there is of the abstraction in the workspace', async () => {
    backEnd.instances = [
      { abstraction: 'infrastructure', name: 'orders', namespace: 'shop' },
      { abstraction: 'infrastructure', name: 'ledger', namespace: 'shop' },
      { abstraction: 'infrastructure', name: 'theirs', namespace: 'other' },
      { abstraction: 'topic', name: 'events', namespace: 'shop' },
    ];
    const user = await openUses();
    await user.click(
      await screen.findByRole('button', { name: /Infrastructure/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['ledger', 'orders']);
    await user.click(screen.getByRole('option', { name: 'orders' }));
    await user.click(screen.getByRole('option', { name: 'ledger' }));
    // In the order in which they were chosen: the first has the plain names.
    await waitFor(() =>
      expect(backEnd.asked.at(-1)?.spec).toMatchObject({
        uses: { infrastructure: ['orders', 'ledger'], topics: [] },
      }),
    );
  });

  it('says that there is none yet', async () => {
    await openUses();
    expect(
      await screen.findAllByText(/There is none in this workspace yet/),
    ).toHaveLength(2);
  });
});
