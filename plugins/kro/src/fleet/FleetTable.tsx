import {
  Cell,
  ColumnConfig,
  Table,
  TablePaginationProps,
  Text,
} from '@backstage/ui';
import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { memo, useMemo } from 'react';
import { AbstractionLink } from '../links/AbstractionLink';
import { EntityLink } from '../links/EntityLink';
import { WorkspaceLink } from '../links/WorkspaceLink';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { Moment } from '../time/Moment';
import { FleetQuery, SORT_KEYS } from './fleetQuery';
import styles from './FleetTable.module.css';

interface Row extends InstanceSummary {
  id: string;
}

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'name',
    label: 'Name',
    isSortable: true,
    isRowHeader: true,
    defaultWidth: '1.4fr',
    minWidth: 112,
    cell: row => (
      <Cell>
        <div className={styles.cell}>
          <EntityLink entityRef={row.entityRef} tab="kro" weight="bold">
            {row.name}
          </EntityLink>
          {row.namespace && row.namespace !== row.workspace && (
            <Text variant="body-small" color="secondary">
              in {row.namespace}
            </Text>
          )}
        </div>
      </Cell>
    ),
  },
  {
    id: 'abstraction',
    label: 'Abstraction',
    isSortable: true,
    defaultWidth: '1fr',
    minWidth: 138,
    cell: row => (
      <Cell>
        <AbstractionLink name={row.abstraction}>
          {row.abstractionTitle}
        </AbstractionLink>
      </Cell>
    ),
  },
  {
    id: 'workspace',
    label: 'Workspace',
    isSortable: true,
    defaultWidth: '0.9fr',
    minWidth: 138,
    cell: row => (
      <Cell>
        {row.workspace ? <WorkspaceLink name={row.workspace} /> : '–'}
      </Cell>
    ),
  },
  {
    id: 'owner',
    label: 'Owner',
    isSortable: true,
    defaultWidth: '0.8fr',
    minWidth: 104,
    cell: row => (
      <Cell>{row.owner ? <EntityLink entityRef={row.owner} /> : '–'}</Cell>
    ),
  },
  {
    id: 'state',
    label: 'State',
    isSortable: true,
    defaultWidth: '3.2fr',
    minWidth: 240,
    cell: row => (
      <Cell>
        <div className={styles.state}>
          <StateBadge state={row.health.state} />
          {row.health.state !== 'ready' && (
            <span className={styles.sentence} title={row.health.sentence}>
              <HealthSentence health={row.health} />
            </span>
          )}
        </div>
      </Cell>
    ),
  },
  {
    id: 'children',
    label: 'Children',
    isSortable: true,
    width: 118,
    cell: row => (
      <Cell>
        {row.children.ready} of {row.children.total}
      </Cell>
    ),
  },
  {
    id: 'age',
    label: 'Age',
    isSortable: true,
    width: 76,
    cell: row => (
      <Cell>
        <Moment at={row.createdAt} form="for" />
      </Cell>
    ),
  },
  {
    id: 'changed',
    label: 'Changed',
    isSortable: true,
    width: 118,
    cell: row => (
      <Cell>
        <Moment at={row.changedAt} />
      </Cell>
    ),
  },
];

/** The fleet as a table; drawn again only when what it shows changes. */
export const FleetTable = memo(
  (props: {
    rows: InstanceSummary[] | undefined;
    sort: FleetQuery['sort'];
    descending: boolean;
    pagination: TablePaginationProps;
    onChange: (change: Partial<FleetQuery>) => void;
  }) => {
    const { rows, sort, descending, pagination, onChange } = props;
    const data = useMemo(
      () => rows?.map(row => ({ ...row, id: row.ref })),
      [rows],
    );
    return (
      <Table
        columnConfig={COLUMNS}
        data={data}
        isPending={!data}
        pagination={{ type: 'page', ...pagination }}
        sort={{
          descriptor: {
            column: sort,
            direction: descending ? 'descending' : 'ascending',
          },
          onSortChange: ({ column, direction }) =>
            onChange({
              sort: SORT_KEYS.find(key => key === column),
              descending: direction === 'descending',
            }),
        }}
      />
    );
  },
);
