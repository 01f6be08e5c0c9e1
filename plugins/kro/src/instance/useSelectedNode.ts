import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { STATE_ORDER } from '../state/states';

const NODE = 'node';

/** The node whose details are shown before anybody chose one: what needs attention most. */
function firstNode(instance: InstanceDetail): string | undefined {
  const cause = instance.causes.find(step => step.child)?.child;
  const blamed = instance.nodes.find(
    node => cause && node.children.includes(cause),
  );
  const worst = [...instance.nodes].sort(
    (a, b) =>
      STATE_ORDER.indexOf(a.health.state) - STATE_ORDER.indexOf(b.health.state),
  )[0];
  return (blamed ?? worst)?.id;
}

/** The chosen node, how to choose another, and the address of the page with another chosen. */
export interface SelectedNode {
  selected: string | undefined;
  select(id: string): void;
  hrefOf(id: string): string;
}

/** Which node of an instance is chosen, kept in the address. What is chosen by itself stays while states change. */
export function useSelectedNode(instance: InstanceDetail): SelectedNode {
  const [params, setParams] = useSearchParams();
  const initial = useRef(firstNode(instance));
  const wanted = params.get(NODE) ?? initial.current;
  const exists = instance.nodes.some(node => node.id === wanted);
  const withNode = (before: URLSearchParams, id: string) => {
    const after = new URLSearchParams(before);
    after.set(NODE, id);
    return after;
  };
  return {
    selected: exists ? wanted : instance.nodes[0]?.id,
    select: id =>
      setParams(before => withNode(before, id), {
        replace: true,
        preventScrollReset: true,
      }),
    hrefOf: id => `?${withNode(params, id)}`,
  };
}
