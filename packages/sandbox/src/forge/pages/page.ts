import { html, Html, Part } from './html';

/** A page of the forge. */
export interface Page {
  status?: number;
  title: string;
  content: Html;
}

/** Where a page stands: whose repository, and who looks. */
export interface PageFrame {
  /** `owner/name`, on a repository's pages. */
  repository?: string;
  /** Login of the account that the browser acts as. */
  login: string;
}

/** The whole document. */
export function documentOf({ title, content }: Page, frame: PageFrame): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/-/style.css" />
        <link rel="icon" type="image/svg+xml" href="/favicon.ico" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <strong><a href="/">Sandbox forge</a></strong>
          ${frame.repository !== undefined && navigation(frame.repository)}
        </header>
        <main id="content">${content}</main>
        <footer>
          This browser is signed in as <strong>${frame.login}</strong>, the
          sandbox's own account: the forge listens on this machine only and asks
          nobody for a password here.
        </footer>
      </body>
    </html> `.text;
}

/** A time that reads the same everywhere; the exact one on hover. */
export function time(at: string): Html {
  const short = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  return html`<time datetime="${at}" title="${at}">${short}</time>`;
}

/** Links from the root of the tree to a path. */
export function crumbs(base: string, path: string, root: string): Html {
  const parts = path === '' ? [] : path.split('/');
  const links: Part[] = parts.map((part, i) => [
    html`<span aria-hidden="true">/</span>`,
    html`<a
      href="${base}/${parts
        .slice(0, i + 1)
        .map(encodeURIComponent)
        .join('/')}"
      >${part}</a
    >`,
  ]);
  return html`<nav class="crumbs" aria-label="Path">
    <a href="${base}">${root}</a>${links}
  </nav>`;
}

function navigation(repository: string): Html {
  return html`<nav aria-label="Repository">
    <a href="/${repository}">${repository}</a
    ><a href="/${repository}/pulls">Pull requests</a>
  </nav>`;
}
