import { ResponseError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ChangeDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entities } from '../../dev/entities';
import { fixtureKroApi } from '../../dev/FixtureKroApi';
import kroPlugin, { KroApi, kroApiRef } from '../index';

const PATH = 'delivery/tenants/payments/infrastructure-ledger-2.yaml';

/** Opens the page of a change, of which parts are as the test says. */
function open(
  number: number,
  parts: Partial<ChangeDetail> = {},
  own: Partial<KroApi> = {},
) {
  const api = fixtureKroApi();
  const getChange: KroApi['getChange'] = async (wanted, options) => ({
    ...(await api.getChange(wanted, options)),
    ...parts,
  });
  renderTestApp({
    features: [kroPlugin],
    initialRouteEntries: [`/kro/changes/${number}`],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [kroApiRef, { ...api, getChange, ...own }],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
  });
}

async function askToMerge() {
  await userEvent.click(await screen.findByRole('button', { name: 'Merge' }));
  return within(await screen.findByRole('dialog', { name: 'Merge #14?' }));
}

function refusal(message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({ error: { name: 'ConflictError', message } }),
      {
        status: 409,
        headers: { 'Content-Type': 'application/json' },
      },
    ),
  );
}

describe('merging a change', () => {
  it('asks once more with the file and what comes, merges what was seen, and goes on', async () => {
    const { mergeChange } = fixtureKroApi();
    const now: Partial<ChangeDetail> = {};
    const merge = jest.fn<
      ReturnType<KroApi['mergeChange']>,
      Parameters<KroApi['mergeChange']>
    >(async (...request) => {
      Object.assign(now, { state: 'merged', merge: { allowed: false } });
      return mergeChange(...request);
    });
    open(14, now, { mergeChange: merge });
    const dialog = await askToMerge();
    expect(dialog.getByText(PATH)).toBeVisible();
    expect(await dialog.findByText('Cluster')).toBeVisible();
    expect(merge).not.toHaveBeenCalled();

    await userEvent.click(dialog.getByRole('button', { name: 'Merge' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(merge).toHaveBeenCalledWith(14, {
      headCommit: '4be1c07d5a6f8e9031722c4d5e6f708192a3b4c5',
    });
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull(),
    );
    expect(
      screen.getByText('Merged. Its stages go on by themselves.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Checks' })).toBeNull();
  });

  it('says in place why the forge refused, and keeps the change', async () => {
    open(
      14,
      {},
      {
        mergeChange: async () => {
          throw await refusal('its branch has another commit by now');
        },
      },
    );
    const dialog = await askToMerge();
    await userEvent.click(dialog.getByRole('button', { name: 'Merge' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'its branch has another commit by now',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: 'Merge' })).toBeVisible();
  });

  it('names what will be gone with a removal', async () => {
    const { getChangeChecks } = fixtureKroApi();
    open(
      14,
      { action: 'remove' },
      {
        getChangeChecks: async number => ({
          ...(await getChangeChecks(number)),
          childChanges: [
            { kind: 'Deployment', name: 'shop', change: 'removed' },
          ],
        }),
      },
    );
    const dialog = await askToMerge();
    expect(dialog.getByText(/All of this will be gone/)).toBeVisible();
    expect(await dialog.findByText(/shop goes/)).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'Merge and remove' }),
    ).toBeVisible();
  });

  it('leads to the forge where one may not merge here, and says why', async () => {
    open(14, { merge: { allowed: false, reason: 'It needs a permission' } });
    expect(
      await screen.findByRole('link', { name: 'Review and merge' }),
    ).toHaveAttribute('href', expect.stringContaining('/pulls/14'));
    expect(screen.getByText('It needs a permission.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
  });
});

describe('the checks of a change', () => {
  it('are one line, and each on demand', async () => {
    const { getChangeChecks } = fixtureKroApi();
    open(
      14,
      {},
      {
        getChangeChecks: async number => ({
          ...(await getChangeChecks(number)),
          checks: [],
        }),
      },
    );
    const line = await screen.findByRole('button', {
      name: 'Its check passed',
    });
    expect(line).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(line);
    expect(screen.getByRole('link', { name: /ci\/lint/ })).toHaveAttribute(
      'href',
      expect.stringContaining('/actions/1'),
    );
  });

  it('are open when one warns', async () => {
    open(14);
    expect(
      await screen.findByRole('button', {
        name: 'Nothing refuses it; 1 check warns',
      }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/The quota of workspace payments/)).toBeVisible();
  });
});

describe('the names on the page of a change', () => {
  it('lead to file, commit and Flux object', async () => {
    open(13, {
      stages: [
        {
          id: 'applied',
          state: 'failed',
          sentence: 'Flux applied it through flux-system/tenants',
          help: 'Correct the file',
          flux: {
            kind: 'Kustomization',
            namespace: 'flux-system',
            name: 'tenants',
          },
        },
      ],
    });
    expect(
      await screen.findByRole('link', {
        name: 'delivery/tenants/payments/webapplication-shop.yaml',
      }),
    ).toHaveAttribute('href', expect.stringContaining('/src/commit/4be1c07'));
    expect(screen.getByRole('link', { name: '4be1c07' })).toBeVisible();
    const stages = within(screen.getByRole('list', { name: 'Stages' }));
    expect(stages.getByText('Correct the file.')).toBeVisible();
    await userEvent.click(
      stages.getByRole('button', { name: 'flux-system/tenants' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'Kustomization flux-system/tenants',
      }),
    );
    expect(
      await dialog.findByText(/^kubectl get kustomization tenants/),
    ).toBeVisible();
    expect(
      dialog.getByRole('textbox', { name: 'YAML of Kustomization tenants' }),
    ).toHaveTextContent('path: ./delivery/tenants');
  });

  it('count down to what is due', async () => {
    open(13, {
      stages: [
        {
          id: 'fetched',
          state: 'current',
          sentence: 'Flux looks at Git every 10 s',
          due: new Date(Date.now() + 90_000).toISOString(),
        },
      ],
    });
    expect(await screen.findByText('in 1 min')).toBeVisible();
  });
});
