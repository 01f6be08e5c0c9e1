/** Colours of the portal outside Backstage UI; the tokens in `tokens.css` hold the same ones. */
export const palette = {
  sidebar: '#0d2129',
  sidebarHover: '#17323c',
  indicator: '#8df0dc',
  sidebarText: '#c3d6da',
  light: { accent: '#0b5f6b', background: '#f4f7f7', text: '#10222a' },
  dark: {
    accent: '#7fe3d4',
    background: '#0b161b',
    paper: '#12222a',
    text: '#e8f2f2',
  },
};
