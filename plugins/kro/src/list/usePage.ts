import { TablePaginationProps } from '@backstage/ui';
import { useMemo } from 'react';
import { PAGE_SIZES, Paging } from './paging';

/**
 * The items of the page one is on, and what the pagination needs. A page beyond the last one is the last one. `items`
 * and `change` should be the same as long as they mean the same, so that nothing is drawn again.
 */
export function usePage<T>(
  items: T[],
  paging: Paging,
  change: (change: Partial<Paging>) => void,
): { shown: T[]; pagination: TablePaginationProps } {
  const { pageSize } = paging;
  const total = items.length;
  const page = Math.min(paging.page, Math.max(1, Math.ceil(total / pageSize)));
  const offset = (page - 1) * pageSize;
  const shown = useMemo(
    () => items.slice(offset, offset + pageSize),
    [items, offset, pageSize],
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
  return { shown, pagination };
}
