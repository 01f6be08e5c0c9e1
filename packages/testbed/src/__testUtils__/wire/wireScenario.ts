import { setTimeout as delay } from 'node:timers/promises';
import { withoutChance } from '../withoutChance';
import { Wire, WireAnswer, WireCall } from './connectWire';

// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/** A request in a scenario, and what of its answer is compared. */
export interface WireStep extends WireCall {
  does: string;
  /** Fields of an answer that is no refusal, e.g. `metadata.generation`; default: its code alone. */
  shows?: string[];
  /** It is asked again until the answer is so: a real API server needs a moment for what it is told. */
  until?: (body: Body, status: number) => boolean;
}

/** Requests that belong together, on kinds of their own. */
export interface WireScenario {
  name: string;
  steps: WireStep[];
}

/** Sends the requests of a scenario one after the other, and returns what is compared of each answer. */
export async function playWire(
  wire: Wire,
  { steps }: WireScenario,
): Promise<object[]> {
  const answers: object[] = [];
  for (const step of steps) answers.push(shown(step, await sent(wire, step)));
  return answers;
}

async function sent(wire: Wire, step: WireStep): Promise<WireAnswer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await wire.send(step);
    if (!step.until || step.until(bodyOf(answer), answer.status)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`${step.does} stayed at ${answer.status} ${answer.text}`);
    }
    await delay(POLL_MS);
  }
}

function bodyOf({ text }: Pick<WireAnswer, 'text'>): Body {
  return text.startsWith('{') ? JSON.parse(text) : text.trim();
}

function shown(
  { does, shows = [] }: WireStep,
  { status, text, warnings }: WireAnswer,
): object {
  const body = bodyOf({ text: withoutChance(text) });
  return {
    does,
    code: status,
    ...(warnings.length ? { warnings: warnings.map(withoutChance) } : {}),
    ...(status >= 400 ? refusalOf(body) : {}),
    ...(status < 400 && shows.length ? { shows: fieldsOf(body, shows) } : {}),
  };
}

/**
 * What a `Status` says. Several causes are in an order of their own, and leave the message to its beginning: the API
 * server goes through the fields of an object as Go's maps give them.
 */
function refusalOf(body: Body): object {
  if (typeof body === 'string') return { refusal: body };
  const { reason, message, details } = body;
  const causes: string[] = (details?.causes ?? []).map(
    (cause: Body) => `${cause.reason} ${cause.field}: ${cause.message}`,
  );
  return {
    refusal: `${reason}: ${
      causes.length > 1 ? message.replace(/: \[.*$/s, ': […]') : message
    }`,
    ...(causes.length ? { causes: causes.sort() } : {}),
  };
}

function fieldsOf(body: Body, paths: string[]): Record<string, unknown> {
  return Object.fromEntries(
    paths.map(path => [path, inOrder(fieldOf(body, path) ?? null)]),
  );
}

/** The same value with its fields by their names: in which order they came says nothing. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, field]) => [name, inOrder(field)]),
  );
}

function fieldOf(body: Body, path: string): unknown {
  return path
    .split('.')
    .reduce(
      (value, name) =>
        Array.isArray(value) && !/^\d+$/.test(name)
          ? value.map(item => item?.[name] ?? null)
          : value?.[name],
      body,
    );
}
