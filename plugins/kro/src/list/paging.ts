/** The page sizes on offer. */
export const PAGE_SIZES = [25, 50, 100];

/** Which part of a long list is shown. */
export interface Paging {
  /** Counts from 1. */
  page: number;
  pageSize: number;
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

/** Reads page and size from the address. What it does not know it leaves out. */
export function readPaging(params: URLSearchParams): Paging {
  const size = positive(params.get('size'), PAGE_SIZES[0]);
  return {
    page: positive(params.get('page'), 1),
    pageSize: PAGE_SIZES.includes(size) ? size : PAGE_SIZES[0],
  };
}

/** Writes page and size into the address; defaults are left out. */
export function writePaging(params: URLSearchParams, paging: Paging): void {
  if (paging.page > 1) {
    params.set('page', String(paging.page));
  }
  if (paging.pageSize !== PAGE_SIZES[0]) {
    params.set('size', String(paging.pageSize));
  }
}
