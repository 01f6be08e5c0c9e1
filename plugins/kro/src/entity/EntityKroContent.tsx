import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_INSTANCE } from '@mini-atlas/backstage-plugin-kro-common';
import { InstanceContent } from '../instance/InstanceContent';
import { MissingAnnotation } from './MissingAnnotation';

/** The tab of an entity that stands for a KRO instance. */
export function EntityKroContent() {
  const { entity } = useEntity();
  const ref = entity.metadata.annotations?.[ANNOTATION_INSTANCE];
  return ref ? (
    <InstanceContent key={ref} instanceRef={ref} />
  ) : (
    <MissingAnnotation annotation={ANNOTATION_INSTANCE} />
  );
}
