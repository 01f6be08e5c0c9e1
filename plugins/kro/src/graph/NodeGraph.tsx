import { Flex, Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiListUnordered, RiNodeTree } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { useWidth } from '../frame/useWidth';
import { GraphItem } from './graphItem';
import { GraphList } from './GraphList';

const GraphCanvas = lazy(() => import('./GraphCanvas'));

/** Below this width, in pixels, a drawing is too small to read: the list comes first there. */
const NARROW = 420;

/** A graph of nodes, as a drawing or as a list; both select. */
export function NodeGraph(props: {
  items: GraphItem[];
  selected?: string;
  onSelect: (id: string) => void;
  label: string;
}) {
  const { items, selected, onSelect, label } = props;
  const [chosen, setChosen] = useState<'drawing' | 'list'>();
  const [ref, width] = useWidth();
  const isNarrow = width !== undefined && width < NARROW;
  const form = chosen ?? (isNarrow ? 'list' : 'drawing');
  return (
    <Flex direction="column" gap="2" ref={ref}>
      <ToggleButtonGroup
        aria-label="Show the graph as"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[form]}
        onSelectionChange={keys =>
          setChosen([...keys].includes('list') ? 'list' : 'drawing')
        }
      >
        <ToggleButton id="drawing" size="small" iconStart={<RiNodeTree />}>
          Graph
        </ToggleButton>
        <ToggleButton id="list" size="small" iconStart={<RiListUnordered />}>
          List
        </ToggleButton>
      </ToggleButtonGroup>
      {form === 'list' && (
        <GraphList
          items={items}
          selected={selected}
          onSelect={onSelect}
          label={label}
        />
      )}
      {form === 'drawing' && (
        <Suspense fallback={<Skeleton width="100%" height={260} />}>
          {width === undefined ? (
            <Skeleton width="100%" height={260} />
          ) : (
            <GraphCanvas
              items={items}
              selected={selected}
              onSelect={onSelect}
              label={label}
              width={width}
            />
          )}
        </Suspense>
      )}
    </Flex>
  );
}
