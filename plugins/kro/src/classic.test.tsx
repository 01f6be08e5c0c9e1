import { FlatRoutes } from '@backstage/core-app-api';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import { Route } from 'react-router-dom';
import { entities } from '../dev/entities';
import { fixtureKroApi } from '../dev/FixtureKroApi';
import {
  EntityKroAbstractionContent,
  EntityKroCard,
  EntityKroContent,
  isKroAbstraction,
  isKroInstance,
  kroApiRef,
  KroFleetPage,
  KroHomePage,
  kroPlugin,
} from './index';
import { rootRouteRef } from './routes';

const shop = entities.find(({ metadata }) => metadata.name === 'shop');
const topic = entities.find(
  ({ kind, metadata }) => kind === 'API' && metadata.name === 'topic',
);
const application = entities.find(
  ({ metadata }) => metadata.name === 'webapplication',
);

function open(element: ReactElement, path = '/') {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [kroApiRef, fixtureKroApi()],
        [catalogApiRef, catalogApiMock({ entities })],
      ]}
    >
      {element}
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/kro-elsewhere': rootRouteRef,
      },
    },
  );
}

describe('the plugin in the classic frontend system', () => {
  it('shows the page where the app mounts it', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [kroApiRef, fixtureKroApi()],
          [catalogApiRef, catalogApiMock({ entities })],
        ]}
      >
        <FlatRoutes>
          <Route path="/platform" element={<KroFleetPage />} />
        </FlatRoutes>
      </TestApiProvider>,
      {
        routeEntries: ['/platform/changes/13'],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(await screen.findByText('Stuck at “Ready”')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Abstractions' })).toHaveAttribute(
      'href',
      '/platform/abstractions',
    );
    await userEvent.click(screen.getAllByRole('link', { name: 'Fleet' })[0]);
    expect(await screen.findByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/catalog/payments/component/shop/kro',
    );
  });

  it('shows an instance on its entity', async () => {
    await open(
      <EntityProvider entity={shop}>
        <EntityKroContent />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('heading', { name: /cannot be pulled/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Web application' }),
    ).toHaveAttribute('href', '/kro-elsewhere/abstractions/webapplication');
  });

  it('shows the card', async () => {
    await open(
      <EntityProvider entity={shop}>
        <EntityKroCard />
      </EntityProvider>,
    );
    expect(await screen.findByText('3 of 4 children ready')).toBeVisible();
  });

  it('shows the home page', async () => {
    await open(<KroHomePage />);
    expect(
      await screen.findByRole('heading', { name: 'What do you need?' }),
    ).toBeVisible();
  });

  it('shows an abstraction on its entity', async () => {
    await open(
      <EntityProvider entity={application}>
        <EntityKroAbstractionContent />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('heading', { name: 'Web application' }),
    ).toBeVisible();
  });

  it('knows its entities', () => {
    expect(kroPlugin.getId()).toBe('kro');
    expect(shop && isKroInstance(shop)).toBe(true);
    expect(topic && isKroInstance(topic)).toBe(false);
    expect(topic && isKroAbstraction(topic)).toBe(true);
  });
});
