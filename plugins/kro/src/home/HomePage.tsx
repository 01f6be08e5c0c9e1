import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  Button,
  Container,
  Flex,
  Header,
  Link,
  PluginHeader,
  Text,
} from '@backstage/ui';
import { RiHome4Line } from '@remixicon/react';
import { ReactNode, useCallback, useId } from 'react';
import { AbstractionGrid } from '../abstraction/AbstractionGrid';
import { useAbstractions } from '../abstraction/useAbstractions';
import { kroApiRef } from '../api/kroApi';
import { ChangeRows } from '../change/ChangeRows';
import { useChanges } from '../change/useChanges';
import { Freshness } from '../frame/Freshness';
import { Nothing } from '../frame/Nothing';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { InstanceCards } from '../instance/InstanceCards';
import { useLive } from '../live/useLive';
import { changesRouteRef, rootRouteRef } from '../routes';
import { HowItWorks } from './HowItWorks';
import styles from './HomePage.module.css';
import { chooseMine, waitingForMerge } from './mine';
import { useFirstVisit } from './useFirstVisit';
import { useMe } from './useMe';
import { Workspaces } from './Workspaces';

const SHOWN = 5;

function Part(props: { title: string; hint?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <Flex align="baseline" gap="3" className={styles.heading}>
        <Text as="h2" id={id} variant="title-small">
          {props.title}
        </Text>
        {props.hint && (
          <Text as="p" variant="body-small" color="secondary">
            {props.hint}
          </Text>
        )}
      </Flex>
      {props.children}
    </section>
  );
}

function WhatDoYouNeed() {
  const live = useAbstractions();
  // What others live in comes first: it is what one needs first.
  const items = live.data?.items
    .filter(({ selfService }) => selfService)
    .sort(
      (a, b) => Number(b.scope === 'Cluster') - Number(a.scope === 'Cluster'),
    );
  return (
    <Part title="What do you need?">
      {!live.data && live.error && (
        <Problem
          error={live.error}
          what="what can be ordered"
          onRetry={live.refresh}
        />
      )}
      {items?.length === 0 && (
        <Nothing title="Nothing can be ordered yet">
          An abstraction with the annotation mini-atlas.dev/self-service:
          &quot;true&quot; appears here.
        </Nothing>
      )}
      {(items || !live.error) && items?.length !== 0 && (
        <AbstractionGrid items={items} />
      )}
    </Part>
  );
}

function WaitingForMerge() {
  const live = useChanges();
  const me = useMe();
  const toChanges = useRouteRef(changesRouteRef);
  const waiting =
    live.data && me ? waitingForMerge(live.data.items, me) : undefined;
  return (
    <Part
      title="Waiting for merge"
      hint={
        waiting && waiting.items.length > 0 && !waiting.isMine
          ? 'none of yours; these are everybody’s'
          : undefined
      }
    >
      {!live.data && live.error && (
        <Problem error={live.error} what="the changes" onRetry={live.refresh} />
      )}
      {!waiting && !live.error && (
        <SkeletonRows rows={1} height={92} what="the changes" />
      )}
      {waiting?.items.length === 0 && (
        <Text as="p" color="secondary">
          Nothing waits. <Link href={toChanges()}>All changes</Link>
        </Text>
      )}
      {waiting && waiting.items.length > 0 && (
        <>
          <ChangeRows
            items={waiting.items.slice(0, SHOWN)}
            label="Waiting for merge"
          />
          {waiting.items.length > SHOWN && (
            <Link href={`${toChanges()}?show=open`}>
              {`All ${waiting.items.length}`}
            </Link>
          )}
        </>
      )}
    </Part>
  );
}

function MyThings() {
  const api = useApi(kroApiRef);
  const me = useMe();
  const toFleet = useRouteRef(rootRouteRef);
  const live = useLive(
    useCallback((signal: AbortSignal) => api.getInstances({ signal }), [api]),
    { instances: 'all' },
  );
  const abstractions = useAbstractions();
  if (!live.data && live.error) {
    return (
      <Part title="My workspaces">
        <Problem
          error={live.error}
          what="the workspaces"
          onRetry={live.refresh}
        />
      </Part>
    );
  }
  const mine =
    live.data && abstractions.data && me
      ? chooseMine(live.data.items, abstractions.data.items, me)
      : undefined;
  const hint =
    mine && !mine.isMine && live.data && live.data.items.length > 0
      ? 'you own none; these are everybody’s'
      : undefined;
  return (
    <>
      <Part title="Needs attention" hint={mine?.attention.length ? hint : ''}>
        {!mine && <SkeletonRows rows={1} height={92} what="what needs you" />}
        {mine?.attention.length === 0 && (
          <Text as="p" color="secondary">
            Everything is as it should be.
          </Text>
        )}
        {mine && mine.attention.length > 0 && (
          <>
            <InstanceCards
              items={mine.attention.slice(0, SHOWN)}
              label="Needs attention"
            />
            {mine.attention.length > SHOWN && (
              <Link href={`${toFleet()}?state=failed&state=waiting`}>
                {`All ${mine.attention.length} in the fleet`}
              </Link>
            )}
          </>
        )}
      </Part>
      <Part
        title="My workspaces"
        hint={mine?.workspaces.length ? hint : undefined}
      >
        <Freshness live={live} cluster={live.data?.cluster} />
        {!mine && <SkeletonRows rows={2} height={112} what="the workspaces" />}
        {mine?.workspaces.length === 0 && (
          <Text as="p" color="secondary">
            None yet. A workspace is where everything else lives: order one
            first.
          </Text>
        )}
        {mine && <Workspaces items={mine.workspaces} />}
      </Part>
    </>
  );
}

/** What can be ordered, what waits for merge, what needs attention, and one's workspaces. */
export function HomePage() {
  const title = useApi(configApiRef).getOptionalString('app.title');
  const [isFirstVisit, setIsExplained] = useFirstVisit();
  return (
    <>
      <PluginHeader icon={<RiHome4Line />} title="Home" />
      <main>
        <Header
          title={title ? `Welcome to ${title}` : 'Welcome'}
          customActions={
            isFirstVisit ? undefined : (
              <Button
                size="small"
                variant="tertiary"
                onPress={() => setIsExplained(false)}
              >
                How does this work?
              </Button>
            )
          }
        />
        <Container className={styles.content}>
          {isFirstVisit && (
            <HowItWorks onDismiss={() => setIsExplained(true)} />
          )}
          <WhatDoYouNeed />
          <WaitingForMerge />
          <MyThings />
        </Container>
      </main>
    </>
  );
}
