/** What a Status says was wrong; Go checks the entries of a map in an order of chance. */
interface Invalid {
  kind: 'Status';
  message: string;
  details: { causes: { field?: string; message: string }[] };
}

/** The same answer with the causes of a refusal in one order, in its list and in its message. */
export function inSteadyOrder<T extends object>(answer: T): T {
  return JSON.parse(JSON.stringify(answer), (_, value) =>
    isInvalid(value) ? withSortedCauses(value) : value,
  );
}

function isInvalid(value: unknown): value is Invalid {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, details }: { kind?: unknown; details?: { causes?: unknown } } =
    value;
  return kind === 'Status' && Array.isArray(details?.causes);
}

function withSortedCauses(status: Invalid): Invalid {
  const { message, details } = status;
  const listOf = (causes: Invalid['details']['causes']) =>
    `[${causes.map(cause => `${cause.field}: ${cause.message}`).join(', ')}]`;
  const sorted = [...details.causes].sort((one, other) =>
    JSON.stringify(one).localeCompare(JSON.stringify(other)),
  );
  return {
    ...status,
    message: message.replace(listOf(details.causes), () => listOf(sorted)),
    details: { ...details, causes: sorted },
  };
}
