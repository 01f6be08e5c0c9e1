/** The pages' only style sheet: light and dark by the reader's setting, from 320 px on. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d4d9e0;
  --link: #0b5cad; --accent: #1f6f43; --accent-ink: #ffffff; --code: #f0f2f5;
  --add: #e3f6e8; --add-ink: #0f4d24; --del: #fdeaea; --del-ink: #7d1620; --hunk: #e8effa;
  --open: #1f6f43; --merged: #6b3fb8; --closed: #a32833;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101418; --card: #171c22; --ink: #e7ebf0; --soft: #a2adb9; --line: #313a45;
    --link: #7bb8f5; --accent: #287d4e; --accent-ink: #ffffff; --code: #1f262e;
    --add: #12311f; --add-ink: #b7ecc8; --del: #3a191d; --del-ink: #f6c1c6; --hunk: #1b2a3d;
    --open: #2b7d4f; --merged: #7d55c7; --closed: #b43c47;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; }
header.top, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
header.top { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding-top: 1rem; }
header.top strong { font-size: 1.05rem; }
header.top nav { display: flex; gap: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.25rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.soft, footer { color: var(--soft); }
footer { font-size: .875rem; padding-top: 2rem; padding-bottom: 2rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; overflow-wrap: anywhere; }
.card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
ul.rows { list-style: none; margin: .75rem 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
ul.rows li { padding: .6rem 1rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
ul.rows li:first-child { border-top: 0; }
.state { display: inline-block; border-radius: 1rem; padding: .05rem .7rem; font-size: .875rem; font-weight: 600; color: #fff; }
.state.open { background: var(--open); } .state.merged { background: var(--merged); } .state.closed { background: var(--closed); }
code, pre { font: .875rem/1.45 ui-monospace, Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: .25rem; padding: .1rem .3rem; }
pre { background: var(--code); border-radius: .5rem; padding: .75rem 1rem; overflow: auto; margin: .5rem 0; }
pre code { background: none; padding: 0; }
.scroll { overflow-x: auto; overflow-wrap: normal; margin: .75rem 0; }
td { min-width: 5rem; } td code { white-space: nowrap; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
.diff { padding: .5rem 0; }
.diff span { display: block; padding: 0 1rem; min-width: max-content; }
.diff .add { background: var(--add); color: var(--add-ink); }
.diff .del { background: var(--del); color: var(--del-ink); }
.diff .hunk { background: var(--hunk); } .diff .file { font-weight: 600; }
form.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
button { font: inherit; font-weight: 600; border-radius: .4rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); padding: .5rem 1.1rem; min-height: 2.75rem; cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button[disabled] { opacity: .55; cursor: not-allowed; }
.crumbs { display: flex; flex-wrap: wrap; gap: .25rem; }
@media (max-width: 30rem) { h1 { font-size: 1.25rem; } }
`;
