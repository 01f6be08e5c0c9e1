import { ApiAnswer, ApiCall } from './apiCall';

const DEFAULT_SIZE = 30;
const LARGEST_SIZE = 50;

/** Which part of a list is asked for. */
export interface Page {
  /** From 1. */
  number: number;
  size: number;
  /** Entries before it. */
  skip: number;
}

/** Reads `page` and `limit` as Gitea does: 30 entries by default, 50 at most. */
export function pageOf(
  { query }: ApiCall,
  sizeName = 'limit',
  largest = LARGEST_SIZE,
): Page {
  const number = positive(query.get('page')) ?? 1;
  const size = Math.min(positive(query.get(sizeName)) ?? DEFAULT_SIZE, largest);
  return { number, size, skip: (number - 1) * size };
}

/** Cuts the page out of the whole list. */
export function cut<T>(all: T[], { skip, size }: Page): T[] {
  return all.slice(skip, skip + size);
}

/** A page with Gitea's headers `X-Total-Count` and `Link`. */
export function pagedAnswer(
  call: ApiCall,
  page: Page,
  total: number,
  json: unknown[],
): ApiAnswer {
  const link = linksOf(call, page, total);
  return {
    json,
    headers: {
      'X-Total-Count': String(total),
      ...(link ? { Link: link } : {}),
    },
  };
}

function linksOf({ address }: ApiCall, page: Page, total: number): string {
  const last = Math.max(1, Math.ceil(total / page.size));
  const to = (number: number, rel: string) => {
    const target = new URL(address);
    target.searchParams.set('page', String(number));
    return `<${target}>; rel="${rel}"`;
  };
  return [
    ...(page.number < last
      ? [to(page.number + 1, 'next'), to(last, 'last')]
      : []),
    ...(page.number > 1 ? [to(1, 'first'), to(page.number - 1, 'prev')] : []),
  ].join(',');
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
