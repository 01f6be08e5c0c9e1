import { html, Html } from './html';
import { inlineMarkdown } from './inlineMarkdown';

/**
 * Renders the part of Markdown that descriptions of changes use: headings, paragraphs, lists, fenced code,
 * tables, `code`, **bold** and links to http(s). Everything else, HTML included, is shown as the text it is.
 */
export function markdown(text: string): Html {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Html[] = [];
  while (lines.length > 0) {
    const block = nextBlock(lines);
    if (block) blocks.push(block);
  }
  return html`${blocks}`;
}

/** Takes one block off the front. Takes at least one line. */
function nextBlock(lines: string[]): Html | undefined {
  const [line] = lines;
  if (line.trim() === '') {
    lines.shift();
    return undefined;
  }
  if (/^\s*(```|~~~)/.test(line)) return code(lines);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) {
    lines.shift();
    return html`<h3>${inlineMarkdown(heading[2])}</h3>`;
  }
  if (isTable(lines)) return table(lines);
  if (isItem(line)) return list(lines);
  return html`<p>
    ${takeWhile(lines, isProse).map((prose, i) => [
      i > 0 && html`<br />`,
      inlineMarkdown(prose),
    ])}
  </p>`;
}

function code(lines: string[]): Html {
  const [fence] = /`{3,}|~{3,}/.exec(lines.shift() ?? '') ?? [''];
  const ends = (line: string) =>
    line.trim().startsWith(fence) &&
    [...line.trim()].every(character => character === fence[0]);
  const content = takeWhile(lines, line => !ends(line), 0);
  lines.shift();
  return html`<pre tabindex="0"><code>${content.join('\n')}</code></pre>`;
}

function list(lines: string[]): Html {
  const ordered = /^\s*\d/.test(lines[0]);
  const items = takeWhile(lines, isItem).map(
    line =>
      html`<li>
        ${inlineMarkdown(line.replace(/^\s*([-*+]|\d+[.)])\s+/, ''))}
      </li>`,
  );
  return ordered
    ? html`<ol>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function table(lines: string[]): Html {
  const [head, , ...rows] = takeWhile(lines, line => line.includes('|')).map(
    line =>
      line
        .trim()
        .replace(/^\||(?<!\\)\|$/g, '')
        .split(/(?<!\\)\|/)
        .map(cell => cell.trim().replaceAll('\\|', '|')),
  );
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map(
            cell => html`<th scope="col">${inlineMarkdown(cell)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          row =>
            html`<tr>
              ${row.map(cell => html`<td>${inlineMarkdown(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function isItem(line: string): boolean {
  return /^\s*([-*+]|\d+[.)])\s+\S/.test(line);
}

function isTable([head, rule = '']: string[]): boolean {
  return head.includes('|') && /^[\s|:-]*-[\s|:-]*$/.test(rule);
}

function isProse(line: string): boolean {
  return (
    line.trim() !== '' && !/^\s*(```|~~~)|^#{1,6}\s/.test(line) && !isItem(line)
  );
}

/** Takes lines off the front while they fit; at least `least`, so that reading goes on. */
function takeWhile(
  lines: string[],
  fits: (line: string) => boolean,
  least = 1,
): string[] {
  const end = lines.findIndex((line, i) => i >= least && !fits(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}
