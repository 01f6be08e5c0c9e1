const CEL =
  'true false null in as break const continue else for function if import let loop package namespace return var void while';

const KRO =
  'apiVersion context dependency dependencies each externalRef externalReference externalRefs externalReferences ' +
  'graph instance item items kind kro metadata namespace object resource resourcegraphdefinition resourceGraphDefinition ' +
  'resources root runtime schema self serviceAccountName spec status this variables vars version';

const RESERVED = new Set(`${CEL} ${KRO}`.split(' '));

/** Whether KRO 0.9.4 keeps a word for itself, so that no resource or iterator may have it. */
export function isReservedWord(word: string): boolean {
  return RESERVED.has(word);
}
