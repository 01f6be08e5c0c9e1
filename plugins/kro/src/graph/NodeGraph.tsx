import { Flex, Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiListUnordered, RiNodeTree } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { useWidth } from '../frame/useWidth';
import { GraphItem } from './graphItem';
import { GraphList } from './GraphList';

const GraphCanvas = lazy(() => import('./GraphCanvas'));

/** A graph of nodes, as a drawing or as a list; both select. */
export function NodeGraph(props: {
  items: GraphItem[];
  selected?: string;
  onSelect: (id: string) => void;
  label: string;
}) {
  const { items, selected, onSelect, label } = props;
  const [form, setForm] = useState<'drawing' | 'list'>('drawing');
  const [ref, width] = useWidth();
  return (
    <Flex direction="column" gap="2" ref={ref}>
      <ToggleButtonGroup
        aria-label="Show the graph as"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[form]}
        onSelectionChange={keys =>
          setForm([...keys].includes('list') ? 'list' : 'drawing')
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
