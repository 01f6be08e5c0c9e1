/** `LabelSelector` of `meta.k8s.io/v1`, checked. */
export interface LabelSelector {
  matchLabels: Record<string, string>;
  matchExpressions: { key: string; operator: string; values: string[] }[];
}

/** Whether labels satisfy every requirement of a selector; an empty selector matches all. */
export function selects(
  selector: LabelSelector,
  labels: Record<string, string> = {},
): boolean {
  return (
    Object.entries(selector.matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    selector.matchExpressions.every(({ key, operator, values }) => {
      switch (operator) {
        case 'In':
          return key in labels && values.includes(labels[key]);
        case 'NotIn':
          return !(key in labels && values.includes(labels[key]));
        case 'Exists':
          return key in labels;
        case 'DoesNotExist':
          return !(key in labels);
        default:
          return false;
      }
    })
  );
}
