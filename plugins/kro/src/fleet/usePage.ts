import { TablePaginationProps } from '@backstage/ui';
import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useMemo } from 'react';
import { FleetQuery, PAGE_SIZES } from './fleetQuery';

/** The rows of the page one is on, and what the pagination needs. A page beyond the last one is the last one. */
export function usePage(
  all: InstanceSummary[],
  isLoaded: boolean,
  query: Pick<FleetQuery, 'page' | 'pageSize'>,
  change: (change: Partial<FleetQuery>) => void,
): { rows: InstanceSummary[] | undefined; pagination: TablePaginationProps } {
  const { pageSize } = query;
  const total = all.length;
  const page = Math.min(query.page, Math.max(1, Math.ceil(total / pageSize)));
  const offset = (page - 1) * pageSize;
  const rows = useMemo(
    () => (isLoaded ? all.slice(offset, offset + pageSize) : undefined),
    [all, isLoaded, offset, pageSize],
  );
  const pagination = useMemo(
    () => ({
      pageSize,
      pageSizeOptions: PAGE_SIZES,
      offset,
      totalCount: total,
      hasNextPage: offset + pageSize < total,
      hasPreviousPage: page > 1,
      onNextPage: () => change({ page: page + 1 }),
      onPreviousPage: () => change({ page: page - 1 }),
      onPageSizeChange: (size: number) => change({ pageSize: size }),
    }),
    [pageSize, offset, total, page, change],
  );
  return { rows, pagination };
}
