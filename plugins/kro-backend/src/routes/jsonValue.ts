import { JsonValue } from '@mini-atlas/kro';
import { z } from 'zod';

/** Any JSON, as a body may hold it. */
export const jsonValue: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonValue),
    z.record(jsonValue),
  ]),
);
