import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_ABSTRACTION } from '@mini-atlas/backstage-plugin-kro-common';
import { AbstractionContent } from '../abstraction/AbstractionContent';
import { MissingAnnotation } from './MissingAnnotation';

/** The tab of an entity that stands for an abstraction. */
export function EntityAbstractionContent() {
  const { entity } = useEntity();
  const name = entity.metadata.annotations?.[ANNOTATION_ABSTRACTION];
  return name ? (
    <AbstractionContent key={name} name={name} />
  ) : (
    <MissingAnnotation annotation={ANNOTATION_ABSTRACTION} />
  );
}
