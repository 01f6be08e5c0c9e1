import { Document } from 'yaml';

const SEPARATOR = '---\n';

/** The texts of a file's documents, each with the comments before it; `joinDocuments` puts them together again. */
export function splitDocuments(text: string): string[] {
  return text.split(/^---[ \t]*\n/m);
}

/** The text of a file with these documents. */
export function joinDocuments(texts: string[]): string {
  return texts.join(SEPARATOR);
}

/** A document that was changed, as close to how people had written it as can be. */
export function documentText(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
