import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and `ui:options` of `MiniAtlasValue`. */
export const valueFieldSchema = makeFieldSchema({
  output: z => z.union([z.string(), z.number()]),
  uiOptions: z =>
    z.object({
      never: z
        .array(z.string())
        .optional()
        .describe(
          'Values that are well-formed and refused all the same, e.g. [latest]',
        ),
      because: z
        .string()
        .optional()
        .describe('Why they are; follows: it must not be latest, because'),
    }),
});

/** Props of the component behind `MiniAtlasValue`. */
export type ValueFieldProps = typeof valueFieldSchema.TProps;
