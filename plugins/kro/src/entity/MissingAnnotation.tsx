import { Nothing } from '../frame/Nothing';

/** Shown where an entity lacks the annotation that a view needs. */
export function MissingAnnotation(props: { annotation: string }) {
  return (
    <Nothing title="This entity is not linked to the platform">
      {`Set the annotation ${props.annotation} on it. Entities that the portal makes from the cluster carry it already.`}
    </Nothing>
  );
}
