/** Path and query of a request, as they were sent: nothing is resolved, so that `//` and `..` stay what they are. */
export interface RequestTarget {
  path: string;
  query: URLSearchParams;
}

/** Splits the target of a request line (RFC 9112, section 3.2.1). Takes whatever a client sends. */
export function requestTarget(target = '/'): RequestTarget {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: new URLSearchParams() }
    : {
        path: target.slice(0, mark),
        query: new URLSearchParams(target.slice(mark + 1)),
      };
}
