import { WireStep } from '../../wire/wireScenario';
import { customKind, specSchema } from './customKind';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const TEXT = { type: 'string' };

/** The kind that is not let in. */
export const refused = customKind('refused');
/** A definition that is only tried. */
export const define = (does: string, body: unknown): WireStep => ({
  does,
  method: 'POST',
  path: `${CRDS}?dryRun=All`,
  body,
});
/** One with a schema. */
export const ofSchema = (does: string, schema: object) =>
  define(does, refused.crd({ v1: { schema } }));
/** One with a schema of a field. */
export const ofField = (does: string, field: object) =>
  ofSchema(does, specSchema({ field }));
/** One with a rule of a field. */
export const ofRule = (does: string, rule: object, schema: object = TEXT) =>
  ofField(does, { ...schema, 'x-kubernetes-validations': [rule] });
/** One with something else in its version. */
export const ofVersion = (does: string, version: object) =>
  define(does, refused.crd({ v1: { schema: specSchema({}), ...version } }));
