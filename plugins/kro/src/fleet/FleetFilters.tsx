import { Button, Select } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useCallback } from 'react';
import { STATE_ORDER, STATES } from '../state/states';
import { FleetQuery, NO_FILTERS } from './fleetQuery';
import styles from './FleetFilters.module.css';
import { SearchBox } from './SearchBox';
import { Choice, Selection } from './selectInstances';

/** Stands for the empty value in the list of choices, where ids cannot be empty; no name on a cluster looks like it. */
const NONE = '(none)';

function Facet(props: {
  label: string;
  choices: Choice[];
  selected: string[];
  onChange: (selected: string[]) => void;
}) {
  const { label, choices, selected, onChange } = props;
  return (
    <Select
      className={styles.facet}
      aria-label={label}
      placeholder={`${label}: any`}
      selectionMode="multiple"
      search={choices.length > 12 ? { placeholder: 'Search' } : undefined}
      options={choices.map(({ value, label: text, count }) => ({
        id: value || NONE,
        label: `${text} (${count})`,
      }))}
      value={selected.map(value => value || NONE)}
      onChange={keys =>
        onChange(keys.map(key => (key === NONE ? '' : String(key))))
      }
    />
  );
}

/** Search and facets over the fleet. */
export function FleetFilters(props: {
  query: FleetQuery;
  selection: Selection;
  onChange: (change: Partial<FleetQuery>) => void;
}) {
  const { query, selection, onChange } = props;
  const search = useCallback(
    (text: string) => onChange({ search: text }),
    [onChange],
  );
  const isFiltered =
    query.search !== '' ||
    query.states.length + query.abstractions.length + query.workspaces.length >
      0;
  return (
    <div className={styles.filters}>
      <SearchBox
        className={styles.search}
        value={query.search}
        onChange={search}
      />
      <Facet
        label="Abstraction"
        choices={selection.abstractions}
        selected={query.abstractions}
        onChange={abstractions => onChange({ abstractions })}
      />
      <Facet
        label="Workspace"
        choices={selection.workspaces}
        selected={query.workspaces}
        onChange={workspaces => onChange({ workspaces })}
      />
      <Facet
        label="State"
        choices={STATE_ORDER.filter(
          state => selection.states.has(state) || query.states.includes(state),
        ).map(state => ({
          value: state,
          label: STATES[state].word,
          count: selection.states.get(state) ?? 0,
        }))}
        selected={query.states}
        onChange={selected =>
          onChange({
            states: STATE_ORDER.filter(state => selected.includes(state)),
          })
        }
      />
      {isFiltered && (
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiCloseLine />}
          onPress={() => onChange(NO_FILTERS)}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
