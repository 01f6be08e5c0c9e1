import { html, Html } from './html';

/** A unified diff, one coloured line each; the sign at its start says the same as the colour. */
export function diffView(diff: string): Html {
  if (diff === '') return html`<p class="card soft">No file differs.</p>`;
  const lines = diff.replace(/\n$/, '').split('\n');
  return html`<pre class="diff" tabindex="0" aria-label="Differences">
${lines.map(
      line => html`<span class="${classOf(line)}">${line || ' '}</span>`,
    )}</pre
  >`;
}

function classOf(line: string): string {
  if (line.startsWith('diff ')) return 'file';
  if (
    /^(index |--- |\+\+\+ |new file|deleted file|similarity|rename )/.test(line)
  ) {
    return 'soft';
  }
  if (line.startsWith('@@')) return 'hunk';
  if (line.startsWith('+')) return 'add';
  return line.startsWith('-') ? 'del' : '';
}
