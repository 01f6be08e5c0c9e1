import { Document, parseDocument, ToStringOptions } from 'yaml';

/** How people and tools lay out YAML. */
const LAYOUTS: ToStringOptions[] = [2, 4].flatMap(indent =>
  [true, false].flatMap(indentSeq =>
    [true, false].map(flowCollectionPadding => ({
      indent,
      indentSeq,
      flowCollectionPadding,
      lineWidth: 0,
    })),
  ),
);

/** The text of a document in the layout of the text that it was read from, so that only what changed differs. */
export function documentText(document: Document, original: string): string {
  const layout = LAYOUTS.find(
    candidate =>
      parseDocument(original, { compat: 'yaml-1.1' }).toString(candidate) ===
      original,
  );
  return document.toString(layout ?? LAYOUTS[0]);
}
