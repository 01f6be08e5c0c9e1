import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A request to a real API server (Kubernetes 1.36.4) and what it answered. */
export interface Sample {
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  };
  response: {
    status: number;
    contentType: string;
    headers: Record<string, string>;
    body: string;
  };
}

const directory = join(
  dirname(require.resolve('@mini-atlas/sandbox/package.json')),
  'src/apiserver/__tests__/samples',
);

/** Reads `NAME.http`. */
export function readSample(name: string): Sample {
  const text = readFileSync(join(directory, `${name}.http`), 'utf8').replace(
    /^#.*\n/,
    '',
  );
  const [requestPart, responsePart] = text.split(/\n\n?(?=HTTP\/1\.1 )/);
  const request = parsePart(requestPart);
  const response = parsePart(responsePart);
  const [method, path] = request.first.split(' ');
  return {
    request: { method, path, headers: request.headers, body: request.body },
    response: {
      status: Number(response.first.split(' ')[1]),
      contentType: response.headers['content-type'] ?? '',
      headers: response.headers,
      body: response.body,
    },
  };
}

/** Reads another file that belongs to the samples. */
export function readSampleFile(file: string): string {
  return readFileSync(join(directory, file), 'utf8');
}

function parsePart(part: string) {
  const end = part.indexOf('\n\n');
  const head = end < 0 ? part : part.slice(0, end);
  const [first, ...lines] = head.split('\n');
  const headers = Object.fromEntries(
    lines
      .filter(line => line.includes(':'))
      .map(line => {
        const colon = line.indexOf(':');
        return [
          line.slice(0, colon).toLowerCase(),
          line.slice(colon + 1).trim(),
        ];
      }),
  );
  return {
    first,
    headers,
    body: end < 0 ? '' : part.slice(end + 2).replace(/\n+$/, ''),
  };
}
