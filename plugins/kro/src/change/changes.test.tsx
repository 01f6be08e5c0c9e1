import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entities } from '../../dev/entities';
import { fixtureKroApi } from '../../dev/FixtureKroApi';
import kroPlugin, { KroApi, kroApiRef } from '../index';

function open(path: string, api: KroApi) {
  return renderTestApp({
    features: [kroPlugin],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [kroApiRef, api],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
  });
}

describe('the page of all changes', () => {
  const titles = async () =>
    within(await screen.findByRole('list', { name: 'Changes' }))
      .getAllByRole('link')
      .map(({ textContent }) => textContent);

  it('shows a page of them at a time, and the others on the next', async () => {
    open('/kro/changes', fixtureKroApi('many'));
    const first = await titles();
    expect(first).toHaveLength(25);
    expect(screen.getByRole('radio', { name: /^All \(50\d\)$/ })).toBeChecked();

    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    const second = await titles();
    expect(second).toHaveLength(25);
    expect(first).not.toContain(second[0]);
  });

  it('goes back to the first page with another choice', async () => {
    open('/kro/changes?page=20', fixtureKroApi('many'));
    expect(await titles()).toContain('Order Topic topic-10 in lab');
    await userEvent.click(screen.getByRole('radio', { name: /^Done/ }));
    await waitFor(async () =>
      expect(await titles()).toContain('Order Topic topic-500 in lab'),
    );
  });

  it('has no pages where one is enough', async () => {
    open('/kro/changes', fixtureKroApi());
    expect((await titles()).length).toBeLessThan(25);
    expect(
      screen.queryByRole('button', { name: 'Next table page' }),
    ).toBeNull();
  });
});

describe('the page of a change whose instance is not there', () => {
  it('follows a removal until it is gone, without asking for what is not there', async () => {
    const api = fixtureKroApi();
    const getInstance = jest.spyOn(api, 'getInstance');
    let live = true;
    const { getRemoval } = api;
    open('/kro/changes/15', {
      ...api,
      getRemoval: async (ref, options) => ({
        ...(await getRemoval(ref, options)),
        live,
      }),
    });
    expect(
      await screen.findByRole('heading', { name: 'What will be gone' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('button', { name: /^Deployment shop/ }),
    ).toBeVisible();

    live = false;
    window.dispatchEvent(new Event('focus'));
    expect(
      await screen.findByText('It is gone, with all its children.'),
    ).toBeVisible();
    expect(getInstance).not.toHaveBeenCalled();
  });

  it('says of an old edit that it was removed since', async () => {
    const api = fixtureKroApi();
    const getInstance = jest.spyOn(api, 'getInstance');
    open('/kro/changes/16', api);
    expect(await screen.findByText('It was removed since.')).toBeVisible();
    expect(getInstance).not.toHaveBeenCalled();
  });

  it('has nothing to show for one that was closed', async () => {
    open('/kro/changes/10', fixtureKroApi());
    expect(
      await screen.findByRole('heading', { name: 'What it changes in Git' }),
    ).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'What it makes' })).toBeNull();
  });
});
