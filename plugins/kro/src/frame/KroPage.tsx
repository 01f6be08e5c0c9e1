import { useRouteRef } from '@backstage/core-plugin-api';
import { Container, Header, PluginHeader } from '@backstage/ui';
import { RiShipLine } from '@remixicon/react';
import { Route, Routes, useLocation, useParams } from 'react-router-dom';
import { AbstractionContent } from '../abstraction/AbstractionContent';
import { AbstractionsPage } from '../abstraction/AbstractionsPage';
import { ChangePage } from '../change/ChangePage';
import { ChangesPage } from '../change/ChangesPage';
import { FleetPage } from '../fleet/FleetPage';
import { abstractionsRouteRef, changesRouteRef, rootRouteRef } from '../routes';
import { Nothing } from './Nothing';

function AbstractionPage() {
  const { name = '' } = useParams();
  return <AbstractionContent key={name} name={name} />;
}

/** The views of the plugin's page; the first one stands at the page's own address. */
function useViews() {
  return [
    { id: 'fleet', label: 'Fleet', href: useRouteRef(rootRouteRef)() },
    {
      id: 'abstractions',
      label: 'Abstractions',
      href: useRouteRef(abstractionsRouteRef)(),
    },
    { id: 'changes', label: 'Changes', href: useRouteRef(changesRouteRef)() },
  ];
}

/** The plugin's page: fleet, abstractions and changes, each at an address of its own. */
export function KroPage() {
  const { pathname } = useLocation();
  const views = useViews();
  const [fleet, ...others] = views;
  const current =
    others.find(
      ({ href }) => pathname === href || pathname.startsWith(`${href}/`),
    ) ?? fleet;
  return (
    <>
      <PluginHeader
        icon={<RiShipLine />}
        title="Fleet"
        titleLink={fleet.href}
      />
      <main>
        <Header title={current.label} tabs={views} activeTabId={current.id} />
        <Container>
          <Routes>
            <Route path="" element={<FleetPage />} />
            <Route path="abstractions" element={<AbstractionsPage />} />
            <Route path="abstractions/:name" element={<AbstractionPage />} />
            <Route path="changes" element={<ChangesPage />} />
            <Route path="changes/:number" element={<ChangePage />} />
            <Route
              path="*"
              element={
                <Nothing title="There is no such page">
                  The links above lead to the fleet, the abstractions and the
                  changes.
                </Nothing>
              }
            />
          </Routes>
        </Container>
      </main>
    </>
  );
}
