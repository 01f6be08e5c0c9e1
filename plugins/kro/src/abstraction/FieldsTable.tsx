import { Text } from '@backstage/ui';
import { AbstractionField } from '@mini-atlas/backstage-plugin-kro-common';
import { Sentence } from '../state/Sentence';
import styles from './FieldsTable.module.css';

function DefaultValue(props: { field: AbstractionField }) {
  const { field } = props;
  if (field.default !== undefined) {
    return <code>{JSON.stringify(field.default)}</code>;
  }
  return field.required ? (
    <strong>must be given</strong>
  ) : (
    <span className={styles.quiet}>none</span>
  );
}

/** How limits begin that are for machines, and what is said of them instead. */
const FORMAL = [
  { begin: 'matches ', says: 'has a pattern' },
  { begin: 'holds ', says: 'has a rule' },
];

/** Limits in words; regular expressions and rules on demand. */
function Limits(props: { limits: string[] }) {
  const isFormal = (limit: string) =>
    FORMAL.some(({ begin }) => limit.startsWith(begin));
  const words = props.limits.filter(limit => !isFormal(limit));
  const formal = FORMAL.flatMap(({ begin, says }) =>
    props.limits
      .filter(limit => limit.startsWith(begin))
      .map(limit => ({ says, text: limit.slice(begin.length) })),
  );
  return (
    <>
      {words.length > 0 && (
        <div className={styles.quiet}>{words.join('; ')}</div>
      )}
      {formal.map(({ says, text }) => (
        <details key={text} className={styles.quiet}>
          <summary>{says}</summary>
          <code>{text}</code>
        </details>
      ))}
    </>
  );
}

/** The fields of an abstraction: type, default, limits, meaning. A field's name marks where it goes in the graph. */
export function FieldsTable(props: {
  fields: AbstractionField[];
  selected?: string;
  onSelect: (path: string | undefined) => void;
}) {
  const { fields, selected, onSelect } = props;
  if (fields.length === 0) {
    return (
      <Text as="p" color="secondary">
        It has no fields: a name is all it takes.
      </Text>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col">Default</th>
            <th scope="col">Meaning and limits</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <tr
              key={field.path}
              data-selected={field.path === selected || undefined}
            >
              <th scope="row">
                <button
                  type="button"
                  className={styles.field}
                  aria-pressed={field.path === selected}
                  title="Show where it goes"
                  onClick={() =>
                    onSelect(field.path === selected ? undefined : field.path)
                  }
                >
                  {field.path}
                </button>
              </th>
              <td data-label="Type">
                <code>{field.type}</code>
              </td>
              <td data-label="Default">
                <DefaultValue field={field} />
              </td>
              <td data-label="Meaning and limits">
                {field.description && (
                  <div>
                    <Sentence>{field.description}</Sentence>
                  </div>
                )}
                <Limits limits={field.limits} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
