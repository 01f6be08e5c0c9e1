import { TypeRef } from '@mini-atlas/kro';
import { builtinDocument } from './builtinDocument';
import { OpenApiDocument, schemaReference } from './document';
import { goFields } from './goTypes';
import { groupVersion, schemaNameIn } from './schemaFor';

/** The order in which Go writes the fields of a struct. */
export interface GoFieldOrder {
  fields: string[];
  /** The order in a field, or in the items of its list; `undefined` where that is no struct. */
  below(field: string): GoFieldOrder | undefined;
}

/** How Go orders the fields of a built-in type; `undefined` for any other, whose fields it sorts. */
export function goFieldOrder(
  type: TypeRef,
  documentVersion = type.apiVersion,
): GoFieldOrder | undefined {
  const { group, version } = groupVersion(documentVersion);
  const document = builtinDocument(group, version);
  const name = document && schemaNameIn(document, type);
  return document && name ? orderOf(document, name) : undefined;
}

function orderOf(
  document: OpenApiDocument,
  name: string,
): GoFieldOrder | undefined {
  const fields = goFields(name);
  return (
    fields && {
      fields: fields.includes('apiVersion')
        ? fields
        : ['kind', 'apiVersion', ...fields],
      below(field) {
        const property = document.components.schemas[name]?.properties?.[field];
        const schema = property?.items ?? property;
        const { allOf } = schema ?? {};
        const reference =
          schema?.$ref ?? (Array.isArray(allOf) ? allOf[0]?.$ref : undefined);
        return typeof reference === 'string'
          ? orderOf(document, reference.slice(schemaReference.length))
          : undefined;
      },
    }
  );
}
