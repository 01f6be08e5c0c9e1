import { ReactElement } from 'react';
import styles from './FieldGroup.module.css';

/** Fields of a form that belong together, under their name: what the form gives to the template of an object. */
export function FieldGroup(props: {
  title: string;
  properties: { content: ReactElement }[];
}) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.name}>{props.title}</legend>
      {props.properties.map(({ content }) => content)}
    </fieldset>
  );
}
