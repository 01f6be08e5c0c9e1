/**
 * The site's own style sheet. The TechDocs reader shows a page only when a style sheet of its own
 * has loaded, and brings colours and fonts of the portal itself.
 */
export const siteStyle = `
.md-typeset { line-height: 1.6; max-width: 52rem; }
.md-typeset h1 { font-size: 1.9rem; margin: 0 0 1rem; }
.md-typeset h2 { font-size: 1.35rem; margin: 2rem 0 .75rem; }
.md-typeset pre { overflow-x: auto; padding: .9rem 1rem; border-radius: .5rem; }
.md-typeset table { border-collapse: collapse; display: block; overflow-x: auto; }
.md-typeset th, .md-typeset td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid currentColor; }
.md-typeset img { max-width: 100%; }
.md-nav__list { list-style: none; padding: 0; }
.md-nav__link { display: block; padding: .35rem 0; text-decoration: none; }
.md-nav__link--active { font-weight: 600; }
`;
