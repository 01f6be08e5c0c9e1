const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const COMMAND = /^(\s*)\//;

/**
 * Markdown in which no line is one of GitLab's quick actions (`/draft`, `/title`): a slash at a line's start is escaped,
 * which shows the same. In code, where GitLab looks for none and an escape would be seen, lines stay as they are.
 */
export function withoutQuickActions(markdown: string): string {
  let fence = '';
  return markdown
    .split('\n')
    .map(line => {
      const mark = FENCE.exec(line)?.[1];
      if (fence === '') {
        fence = mark ?? '';
        return line.replace(COMMAND, '$1\\/');
      }
      if (mark?.startsWith(fence)) fence = '';
      return line;
    })
    .join('\n');
}
