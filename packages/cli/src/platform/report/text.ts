import { styleText } from 'node:util';

const WIDEST = 120;
const NARROWEST = 40;

/** How a line looks, where the output is a terminal that wants it. */
export type Style = 'green' | 'yellow' | 'red' | 'dim' | 'bold';

const WORDS = /(?:`[^`]*`|[^\s`])+/g;

/** A place to write lines to, as wide as it is. */
export interface Output {
  isTerminal: boolean;
  columns: number;
  line(text?: string): void;
  style(style: Style, text: string): string;
}

/** Standard output; without a terminal lines are as long as they are, and have no colours. */
export function standardOutput(
  stream: NodeJS.WriteStream = process.stdout,
): Output {
  const isTerminal = stream.isTTY ?? false;
  return {
    isTerminal,
    columns: isTerminal
      ? Math.max(NARROWEST, Math.min(stream.columns, WIDEST))
      : Infinity,
    line: (text = '') => stream.write(`${text}\n`),
    style: (style, text) =>
      isTerminal ? styleText(style, text, { stream }) : text,
  };
}

/** How the line with what to do next begins. */
const NEXT = '  → ';

/**
 * Breaks a text between words, and never inside of a `command`, which one wants to copy; the second and later lines
 * begin with the indent.
 */
export function wrap(
  text: string,
  { columns, indent }: { columns: number; indent: number },
): string {
  const room = Math.max(columns - indent, 20);
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(WORDS) ?? []) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/**
 * A failure as people read it: what is wrong and more about it, as wide as the output; and what to do next, in one line,
 * because one wants to copy from it.
 */
export function failureText(
  message: string,
  { columns, style }: Pick<Output, 'columns' | 'style'>,
): string {
  return message
    .split('\n')
    .map((text, index) => {
      if (text.startsWith(NEXT)) return text;
      const [, indent, rest] = /^( *)(.*)$/.exec(text) ?? ['', '', text];
      const mark = index === 0 ? `${style('red', '✖')} ` : indent;
      const hanging = index === 0 ? 2 : indent.length + 2;
      return `${mark}${wrap(rest, { columns, indent: hanging })}`;
    })
    .join('\n');
}
