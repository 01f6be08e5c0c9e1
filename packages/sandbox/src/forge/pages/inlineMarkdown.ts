import { html, Part } from './html';

/** A run of backticks, what it encloses, and as long a run again. */
const CODE = '(?<!`)(`+)(?!`)(.*?[^`])\\1(?!`)';
const ESCAPE = '\\\\([!-/:-@[-`{-~])';
const BOLD = '\\*\\*([^*]+)\\*\\*';
const LINK = '\\[([^\\]]+)\\]\\((https?://[^\\s)]+)\\)';

/** Where escaped characters wait, in Unicode's private area, until everything else is read. */
const ASIDE = 0xe000;

/** Renders `code`, **bold**, links to http(s) and backslash escapes; all else is text. */
export function inlineMarkdown(text: string): Part {
  const source = setEscapesAside(text);
  const parts: Part[] = [];
  let end = 0;
  for (const match of source.matchAll(
    new RegExp(`${CODE}|${BOLD}|${LINK}`, 'g'),
  )) {
    const [whole, , code, bold, label, address] = match;
    parts.push(restoreEscaped(source.slice(end, match.index)));
    if (code !== undefined) {
      parts.push(html`<code>${withoutPadding(code)}</code>`);
    } else if (bold !== undefined) {
      parts.push(html`<strong>${restoreEscaped(bold)}</strong>`);
    } else {
      parts.push(
        html`<a href="${restoreEscaped(address)}" rel="noopener noreferrer"
          >${restoreEscaped(label)}</a
        >`,
      );
    }
    end = match.index + whole.length;
  }
  return [...parts, restoreEscaped(source.slice(end))];
}

/** `\*` stands for a plain `*`; inside code it is what it is. */
function setEscapesAside(text: string): string {
  return text.replace(
    new RegExp(`${CODE}|${ESCAPE}`, 'g'),
    (found: string, _ticks?: string, _code?: string, escaped?: string) =>
      escaped ? String.fromCharCode(ASIDE + escaped.charCodeAt(0)) : found,
  );
}

function restoreEscaped(text: string): string {
  return text.replace(/[\ue021-\ue07e]/g, aside =>
    String.fromCharCode(aside.charCodeAt(0) - ASIDE),
  );
}

/** One space on both sides keeps backticks of the content off the fence, and is no part of it. */
function withoutPadding(code: string): string {
  return /^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code;
}
