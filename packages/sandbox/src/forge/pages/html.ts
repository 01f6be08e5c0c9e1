/** Text that is HTML already. Made by `html` only, so that everything else is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text (escaped), HTML, lists of both, or nothing. */
export type Part = string | number | Html | false | undefined | Part[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template in which every value is escaped unless it is `Html`. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    literals.reduce(
      (all, literal, i) =>
        all + literal + (i < parts.length ? rendered(parts[i]) : ''),
      '',
    ),
  );
}

function rendered(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(rendered).join('');
  return String(part).replace(/[&<>"']/g, character => ENTITIES[character]);
}
