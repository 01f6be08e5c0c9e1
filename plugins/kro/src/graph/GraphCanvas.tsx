import '@xyflow/react/dist/base.css';
import {
  Controls,
  Edge,
  Handle,
  MarkerType,
  Node,
  NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { memo, useMemo } from 'react';
import { STATES } from '../state/states';
import styles from './GraphCanvas.module.css';
import { GraphItem } from './graphItem';
import { GraphShape, layOut, NODE_SIZE } from './layOut';

type FlowNode = Node<{
  item: GraphItem;
  isSelected: boolean;
  isVertical: boolean;
  onSelect: (id: string) => void;
}>;

const KroNode = memo(({ data }: NodeProps<FlowNode>) => {
  const { item, isSelected, isVertical, onSelect } = data;
  const look = item.state && STATES[item.state];
  const Icon = look?.icon;
  return (
    <>
      <Handle
        type="target"
        position={isVertical ? Position.Top : Position.Left}
        className={styles.handle}
        isConnectable={false}
      />
      <button
        type="button"
        className={`${styles.node} nopan nodrag`}
        style={NODE_SIZE}
        data-tone={look?.tone}
        data-state={item.state}
        data-marked={item.marked || undefined}
        aria-pressed={isSelected}
        onClick={() => onSelect(item.id)}
      >
        <span className={styles.bar} />
        <span className={styles.text}>
          <span className={styles.kind}>{item.kind}</span>
          <span className={styles.id}>{item.id}</span>
          <span className={styles.state}>
            {Icon && <Icon size={14} aria-hidden />}
            {[look?.word, item.note].filter(Boolean).join(' · ')}
          </span>
        </span>
      </button>
      <Handle
        type="source"
        position={isVertical ? Position.Bottom : Position.Right}
        className={styles.handle}
        isConnectable={false}
      />
    </>
  );
});

const NODE_TYPES = { kro: KroNode };

function edgesOf(items: GraphItem[], selected: string | undefined): Edge[] {
  const ids = new Set(items.map(item => item.id));
  return items.flatMap(item =>
    item.dependencies
      .filter(id => ids.has(id))
      .map(id => {
        const isNear = id === selected || item.id === selected;
        const stroke = isNear ? 'var(--bui-ring)' : 'var(--bui-border-2)';
        return {
          id: `${id}->${item.id}`,
          source: id,
          target: item.id,
          animated: item.state === 'progressing' && !isNear,
          focusable: false,
          selectable: false,
          style: { stroke, strokeWidth: isNear ? 2 : 1.5 },
          markerEnd: { type: MarkerType.ArrowClosed, color: stroke },
        };
      }),
  );
}

/** Props of {@link GraphCanvas}. */
export interface GraphCanvasProps {
  items: GraphItem[];
  selected?: string;
  onSelect: (id: string) => void;
  /** For screen readers. */
  label: string;
  /** Width of the place for it, in pixels; narrow places are drawn top to bottom. */
  width: number;
}

/** Nodes and edges as a drawing; Tab moves between nodes, Enter selects. */
export default function GraphCanvas(props: GraphCanvasProps) {
  const { items, selected, onSelect, label, width } = props;
  // Only ids and edges decide where nodes stand: a change of state must not move them.
  const shape = JSON.stringify(
    items.map(({ id, dependencies }) => ({ id, dependencies })),
  );
  const { direction, layout } = useMemo(() => {
    const shapes: GraphShape[] = JSON.parse(shape);
    const beside = layOut(shapes, 'LR');
    const below = layOut(shapes, 'TB');
    // Left to right reads best; top to bottom where it would be drawn much smaller otherwise.
    const isVertical = beside.width > width && below.width < beside.width * 0.9;
    return isVertical
      ? { direction: 'TB' as const, layout: below }
      : { direction: 'LR' as const, layout: beside };
  }, [shape, width]);
  const isVertical = direction === 'TB';
  const nodes: FlowNode[] = items.map(item => ({
    id: item.id,
    type: 'kro',
    position: layout.positions.get(item.id) ?? { x: 0, y: 0 },
    ...NODE_SIZE,
    data: { item, isSelected: item.id === selected, isVertical, onSelect },
  }));
  const scale = Math.min(1, width / (layout.width + 32));
  const height = Math.max(
    150,
    Math.min(620, Math.ceil(layout.height * scale) + 40),
  );
  return (
    <div
      className={styles.canvas}
      style={{ height }}
      role="group"
      aria-label={label}
    >
      <ReactFlow
        key={`${shape}${direction}${height}`}
        nodes={nodes}
        edges={edgesOf(items, selected)}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ padding: 0.04, maxZoom: 1 }}
        minZoom={0.25}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
      >
        <Controls
          showInteractive={false}
          position="top-right"
          orientation="horizontal"
          className={styles.controls}
        />
      </ReactFlow>
    </div>
  );
}
