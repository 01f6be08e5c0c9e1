import { createHash } from 'node:crypto';

/**
 * The site's own style sheet. The TechDocs reader shows a page only when a style sheet of its own
 * has loaded. It brings the portal's colours and fonts as `--md-…` variables, and puts the
 * navigation beside the text; on narrow screens it hides it behind a button of MkDocs' own header,
 * which is not there: here it stands above the text instead.
 */
export const siteStyle = `
:host, html, body { height: auto; }
.md-container, .md-main { display: block; }
.md-typeset { line-height: 1.6; max-width: 52rem; color: var(--md-typeset-color); overflow-wrap: break-word; }
.md-main .md-content { max-width: calc(100% - 16rem); }
.md-typeset h1, .md-typeset h2, .md-typeset h3 { font-family: inherit; }
.md-typeset h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1rem; }
.md-typeset h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.25rem 0 .75rem; }
.md-typeset h3 { font-size: 1.1rem; line-height: 1.35; margin: 1.5rem 0 .5rem; }
.md-typeset p, .md-typeset ul, .md-typeset ol { margin: 0 0 1rem; }
.md-typeset li { margin: .25rem 0; }
.md-typeset a { color: var(--md-typeset-a-color); }
.md-typeset code { font-family: var(--md-code-font-family, ui-monospace, monospace); font-size: .875em; padding: .1em .35em; border-radius: .25rem; color: var(--md-code-fg-color); background: var(--md-code-bg-color); }
.md-typeset pre { position: relative; margin: 0 0 1.25rem; border-radius: .5rem; background: var(--md-code-bg-color); }
.md-typeset pre > code { display: block; padding: .9rem 3rem .9rem 1rem; overflow-x: auto; background: none; white-space: pre; }
.md-typeset .md-clipboard { display: flex; padding: .4rem; border: 0; border-radius: .375rem; color: var(--md-code-fg-color); background: var(--md-code-bg-color); cursor: pointer; }
.md-typeset .md-clipboard svg { width: 1.1rem; height: 1.1rem; fill: currentColor; }
.md-typeset table { display: block; margin: 0 0 1.25rem; border-collapse: collapse; overflow-x: auto; }
.md-typeset th, .md-typeset td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--md-typeset-table-color, currentColor); }
.md-typeset blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: .25rem solid var(--md-typeset-table-color, currentColor); }
.md-typeset img { max-width: 100%; height: auto; border-radius: .5rem; }
.md-nav__list { list-style: none; margin: 0; padding: 0; }
.md-nav__link { display: block; padding: .35rem 0; text-decoration: none; color: inherit; }
.md-nav__link--active { font-weight: 600; }
@media screen and (max-width: 76.1875em) {
  .md-main__inner { display: block; }
  .md-main .md-content { max-width: 100%; }
  .md-container .md-main .md-sidebar--primary { position: static; left: 0 !important; width: auto !important; height: auto; margin-bottom: 1.5rem; }
  .md-container .md-main .md-sidebar__scrollwrap { width: auto; height: auto; }
  .md-nav__list { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
}
`;

const version = createHash('sha256')
  .update(siteStyle)
  .digest('hex')
  .slice(0, 8);

/**
 * Where it is served, relative to the site's root. The reader drops every style sheet that is not
 * named as MkDocs names its own: with eight hexadecimal digits of its content.
 */
export const siteStylePath = `assets/stylesheets/main.${version}.min.css`;
