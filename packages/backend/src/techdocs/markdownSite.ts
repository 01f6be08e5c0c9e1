import MarkdownIt from 'markdown-it';
import { siteStylePath } from './siteStyle';

/** A page of the documentation: its path below the docs directory and its Markdown. */
export interface MarkdownPage {
  /** e.g. `index.md`, `testbed.md`, `guides/kind.md`. */
  path: string;
  markdown: string;
}

/** An entry of the navigation, in order. */
export interface NavigationEntry {
  title: string;
  /** Path of the page below the docs directory. */
  path: string;
}

/** A file of the built site. */
export interface SiteFile {
  path: string;
  html: string;
}

/** Where a page is served, relative to the site's root: `testbed.md` becomes `testbed/`, `index.md` the root. */
function addressOf(path: string): string {
  return path.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '/');
}

/** The way from a page back to the site's root, e.g. `../`. */
function rootOf(path: string): string {
  const depth = addressOf(path).split('/').length - 1;
  return '../'.repeat(depth) || './';
}

/** Links between Markdown files become links between the pages they are served as. */
function rewriteLinks(markdown: MarkdownIt, path: string): void {
  const base = new URL(path, 'docs://site/');
  const rewrite = (target: string): string => {
    if (/^([a-z]+:|#|\/)/i.test(target)) return target;
    const resolved = new URL(target, base);
    const address = addressOf(decodeURIComponent(resolved.pathname.slice(1)));
    return `${rootOf(path)}${address}${resolved.hash}`;
  };
  markdown.core.ruler.push('page-links', state => {
    for (const token of state.tokens.flatMap(block => block.children ?? [])) {
      const attribute = token.type === 'image' ? 'src' : 'href';
      const target = token.attrGet(attribute);
      if (target) token.attrSet(attribute, rewrite(target));
    }
  });
}

/** Headings get ids, so that they can be linked to. */
function nameHeadings(markdown: MarkdownIt): void {
  markdown.core.ruler.push('heading-ids', state => {
    state.tokens.forEach((token, index) => {
      if (token.type !== 'heading_open') return;
      const text = state.tokens[index + 1]?.content ?? '';
      const id = text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '');
      token.attrSet('id', id);
    });
  });
}

function renderPage(
  page: MarkdownPage,
  navigation: NavigationEntry[],
  siteName: string,
): string {
  // No HTML in Markdown: what stands in the documents is text.
  const markdown = new MarkdownIt({ html: false, linkify: false });
  nameHeadings(markdown);
  rewriteLinks(markdown, page.path);
  const { escapeHtml } = markdown.utils;
  const root = rootOf(page.path);
  const entries = navigation
    .map(({ title, path }) => {
      const active =
        path === page.path ? ' md-nav__link--active" aria-current="page' : '';
      return `<li class="md-nav__item"><a class="md-nav__link${active}" href="${root}${addressOf(
        path,
      )}">${escapeHtml(title)}</a></li>`;
    })
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(
    siteName,
  )}</title><link rel="stylesheet" href="${root}${siteStylePath}"></head>
<body><div class="md-container"><main class="md-main"><div class="md-main__inner md-grid">
<div class="md-sidebar md-sidebar--primary"><div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner"><nav class="md-nav md-nav--primary" aria-label="Documentation"><ul class="md-nav__list">${entries}</ul></nav></div></div></div>
<div class="md-content"><article class="md-content__inner md-typeset">${markdown.render(
    page.markdown,
  )}</article></div>
</div></main></div></body></html>
`;
}

/**
 * Builds the pages of a documentation site, in the shape that the TechDocs reader expects of
 * MkDocs (its class names, one directory a page).
 */
export function buildSite(
  pages: MarkdownPage[],
  navigation: NavigationEntry[],
  siteName: string,
): SiteFile[] {
  return pages.map(page => ({
    path: `${addressOf(page.path)}index.html`,
    html: renderPage(page, navigation, siteName),
  }));
}
