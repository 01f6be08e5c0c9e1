import { styleText } from 'node:util';

const WIDEST = 120;
const NARROWEST = 40;

/** How a line looks, where the output is a terminal that wants it. */
export type Style = 'green' | 'yellow' | 'red' | 'dim' | 'bold';

/** A place to write lines to, as wide as it is. */
export interface Output {
  isTerminal: boolean;
  columns: number;
  line(text?: string): void;
  style(style: Style, text: string): string;
}

/** Standard output; without a terminal 100 columns wide, and without colours. */
export function standardOutput(
  stream: NodeJS.WriteStream = process.stdout,
): Output {
  const isTerminal = stream.isTTY ?? false;
  return {
    isTerminal,
    columns: Math.max(NARROWEST, Math.min(stream.columns || 100, WIDEST)),
    line: (text = '') => stream.write(`${text}\n`),
    style: (style, text) =>
      isTerminal ? styleText(style, text, { stream }) : text,
  };
}

/** Breaks a text between words; the second and later lines begin with the indent. */
export function wrap(
  text: string,
  { columns, indent }: { columns: number; indent: number },
): string {
  const room = Math.max(columns - indent, 20);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
