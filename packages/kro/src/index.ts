export * from './kubernetesObject';
export * from './contract';
export { GraphError } from './graphError';
export { buildGraph } from './graph/buildGraph';
export type { KroFeatures } from './graph/buildGraph';
export { parseResourceGraphDefinition } from './graph/parseResourceGraphDefinition';
export { pluralize } from './graph/pluralize';
export type {
  DefinitionResource,
  DefinitionSchema,
  ForEachDimension,
  PrinterColumn,
  ResourceGraphDefinition,
} from './graph/resourceGraphDefinition';
export { Quantity } from './quantity';
export { step } from './evaluate/step';
export { plan } from './evaluate/plan';
export { defaultInstance } from './validation/defaultInstance';
export { applyDefaults } from './validation/defaults';
export { applySetId, groupVersion, inventory } from './metadata/applySet';
export type { Inventory } from './metadata/applySet';
export {
  KRO_ANNOTATIONS,
  KRO_FIELD_MANAGER,
  KRO_FINALIZER,
  KRO_LABELS,
  KRO_VERSION,
} from './metadata/labels';
export {
  childMetadata,
  crdLabels,
  instanceMetadata,
} from './metadata/objectMetadata';
export type {
  CollectionPlace,
  InstanceMetadata,
  MetadataPatch,
} from './metadata/objectMetadata';
export { validateInstance } from './validation/validateInstance';
export { validateValue } from './validation/validateValue';
export type { FieldError } from './validation/fieldError';
export { evaluateValidationRules } from './validation/validationRules';
export { UnsupportedExpressionError } from './cel/unsupportedExpression';
export { RuleProgram } from './cel/ruleProgram';
export type { RuleFailure, RuleOutcome } from './cel/ruleProgram';
export { lazyFields } from './cel/lazyFields';
export { jsonToCel } from './cel/celValue';
export { openObject } from './evaluate/unknown';
export type { OpenFields } from './evaluate/unknown';
export type { FieldPath } from './graph/fieldPath';
export type { RuleViolation } from './validation/validationRules';
export { ruleFaults } from './validation/ruleFaults';
export type { RuleFault } from './validation/ruleFaults';
