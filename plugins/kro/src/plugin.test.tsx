import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entities } from '../dev/entities';
import { fixtureKroApi, Mood } from '../dev/FixtureKroApi';
import kroPlugin, { kroApiRef } from './index';

const ENTITY_PATH = '/catalog/:namespace/:kind/:name';

function open(path: string, mood: Mood = 'well') {
  return renderTestApp({
    features: [kroPlugin],
    initialRouteEntries: [path],
    mountedRoutes: { [ENTITY_PATH]: entityRouteRef },
    apis: [
      [kroApiRef, fixtureKroApi(mood)],
      [catalogApiRef, catalogApiMock({ entities })],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/guest',
          ownershipEntityRefs: ['user:default/guest', 'group:default/payments'],
        }),
      ],
    ],
  });
}

function openEntity(
  name: string,
  extension:
    | 'entity-content:kro'
    | 'entity-content:kro/abstraction'
    | 'entity-card:kro',
) {
  const entity = entities.find(({ metadata }) => metadata.name === name);
  if (!entity) {
    throw new Error(`No entity ${name} in the fixtures`);
  }
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      kroPlugin.getExtension('page:kro'),
      kroPlugin.getExtension(extension),
    ],
    mountedRoutes: { [ENTITY_PATH]: entityRouteRef },
    apis: [
      [kroApiRef, fixtureKroApi()],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
  });
}

describe('the plugin in the new frontend system', () => {
  it('shows the fleet, and filters it by a click on a count', async () => {
    open('/kro');
    expect(await screen.findByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/catalog/payments/component/shop/kro',
    );
    expect(screen.getByRole('link', { name: 'checkout' })).toBeVisible();

    const failed = screen.getByRole('button', { name: /1\s*Failed/ });
    await userEvent.click(failed);
    expect(failed).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('link', { name: 'shop' })).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'checkout' }),
    ).not.toBeInTheDocument();
  });

  it('searches the fleet as one types', async () => {
    open('/kro?state=ready');
    await screen.findByRole('link', { name: 'checkout' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search the fleet' }),
      'ledg',
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'checkout' }),
      ).not.toBeInTheDocument(),
    );
    expect(screen.getByRole('link', { name: 'ledger' })).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByRole('link', { name: 'shop' })).toBeVisible();
  });

  it.each<[Mood, string]>([
    ['empty', 'Nothing has been ordered yet'],
    ['forbidden', 'You may not see the fleet'],
    ['broken', 'Could not load the fleet'],
  ])('has words for a fleet that is %s', async (mood, words) => {
    open('/kro', mood);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('says that the cluster was lost, and keeps showing the fleet', async () => {
    open('/kro', 'stale');
    expect(
      await screen.findByText(/The portal lost the cluster/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'shop' })).toBeVisible();
  });

  it('shows an abstraction, and where a field goes', async () => {
    open('/kro/abstractions/webapplication');
    await userEvent.click(await screen.findByRole('button', { name: 'host' }));
    expect(screen.getByText('host goes into route.')).toBeVisible();
    expect(
      screen.getByRole('textbox', { name: 'The shortest manifest' }),
    ).toHaveTextContent('kind: WebApplication');
  });

  it('says which abstraction is not there', async () => {
    open('/kro/abstractions/nothing');
    expect(
      await screen.findByText('There is no abstraction nothing here'),
    ).toBeVisible();
  });

  it('lists changes and follows one that is stuck', async () => {
    open('/kro/changes');
    await userEvent.click(
      await screen.findByRole('link', {
        name: 'Order WebApplication shop in payments',
      }),
    );
    expect(await screen.findByText('Stuck at “Ready”')).toBeVisible();
    const stages = within(screen.getByRole('list', { name: 'Stages' }));
    expect(
      stages.getAllByRole('heading').map(({ textContent }) => textContent),
    ).toEqual([
      'Proposed',
      'Merged',
      'Fetched',
      'Applied',
      'Expanded',
      'Ready',
    ]);
    expect(screen.getByRole('textbox', { name: 'Diff' })).toHaveTextContent(
      'tag: brokn',
    );
    expect(
      await screen.findByRole('button', {
        name: /^Deployment shop/,
      }),
    ).toBeVisible();
  });

  it('says what is wrong with the number of a change', async () => {
    open('/kro/changes/x1');
    expect(
      await screen.findByText('“x1” is not the number of a change'),
    ).toBeVisible();
  });

  it('shows at home what can be ordered and what needs attention', async () => {
    open('/');
    expect(
      await screen.findByRole('heading', { name: 'Infrastructure' }),
    ).toBeVisible();
    const attention = within(
      await screen.findByRole('list', { name: 'Needs attention' }),
    );
    expect(attention.getByRole('link', { name: 'shop' })).toBeVisible();
    expect(await screen.findAllByText('CPU 1300m of 4')).toHaveLength(2);

    await userEvent.click(screen.getByRole('button', { name: 'Got it' }));
    expect(
      screen.queryByText(/From a form to something that runs/),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'How does this work?' }),
    ).toBeVisible();
  });

  it('shows an instance on its entity: why it is not ready, its children, its outputs', async () => {
    openEntity('shop', 'entity-content:kro');
    expect(
      await screen.findByRole('heading', {
        name: /Not ready for \d+ min: Image nginx:brokn cannot be pulled/,
      }),
    ).toBeVisible();
    const toDeployment = { name: 'Pod shop-7d9c5b8f6-x2x9k' };
    screen.getAllByRole('link', toDeployment).forEach(link => {
      expect(link).toHaveAttribute(
        'href',
        expect.stringMatching(/[?]node=deployment$/),
      );
    });
    expect(screen.getByText('does not hold')).toBeVisible();
    // This app has no Kubernetes tab to lead to.
    expect(screen.getByText('2 pods')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy database.secretName' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', {
        name: '#13 Order WebApplication shop in payments',
      }),
    ).toHaveAttribute('href', '/kro/changes/13');

    await userEvent.click(screen.getByRole('radio', { name: 'List' }));
    await userEvent.click(
      within(screen.getByRole('list', { name: 'Graph of shop' })).getByRole(
        'button',
        { name: /HTTPRoute route/ },
      ),
    );
    expect(screen.getByRole('heading', { name: 'HTTPRoute' })).toBeVisible();
    expect(screen.queryByText('schema.spec.host != ""')).not.toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'It is wanted when' }),
    );
    expect(screen.getByText('schema.spec.host != ""')).toBeVisible();

    await userEvent.click(screen.getByRole('link', { name: 'service' }));
    expect(screen.getByRole('heading', { name: 'Service' })).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'Service' }).closest('[tabindex]'),
    ).toHaveFocus();
  });

  it('says in words why a node is skipped, and offers the expression', async () => {
    openEntity('shop', 'entity-content:kro');
    await userEvent.click(await screen.findByRole('radio', { name: 'List' }));
    await userEvent.click(screen.getByRole('button', { name: /KafkaAccess/ }));
    expect(
      screen.getByText(
        (_text, element) =>
          element?.tagName === 'SPAN' &&
          element.textContent === 'Skipped: Because spec.topics is empty',
      ),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'It is wanted when' }),
    );
    expect(screen.getByText('size(schema.spec.topics) > 0')).toBeVisible();
  });

  it('shows the state on the overview card', async () => {
    openEntity('shop', 'entity-card:kro');
    expect(await screen.findByText('3 of 4 children ready')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Graph and details' }),
    ).toHaveAttribute('href', '/catalog/payments/component/shop/kro');
  });

  it('shows the abstraction on its entity', async () => {
    openEntity('webapplication', 'entity-content:kro/abstraction');
    expect(
      await screen.findByRole('heading', { name: 'Web application' }),
    ).toBeVisible();
  });
});
