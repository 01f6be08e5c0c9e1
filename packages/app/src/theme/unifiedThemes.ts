import { createUnifiedTheme, genPageTheme, palettes } from '@backstage/theme';
import { palette } from './palette';

const navigation = {
  background: palette.sidebar,
  indicator: palette.indicator,
  color: palette.sidebarText,
  selectedColor: '#ffffff',
  navItem: { hoverBackground: palette.sidebarHover },
  submenu: { background: palette.sidebarHover },
};

/** A plain header: pages of Backstage that still draw a banner get a quiet one. */
const header = genPageTheme({ colors: ['#0d2129', '#0b5f6b'], shape: 'none' });

/** The portal's colours by day, for what Backstage draws with MUI. */
export const light = createUnifiedTheme({
  palette: {
    ...palettes.light,
    primary: { main: palette.light.accent },
    background: {
      ...palettes.light.background,
      default: palette.light.background,
    },
    link: palette.light.accent,
    linkHover: '#084650',
    navigation,
  },
  defaultPageTheme: 'home',
  pageTheme: { home: header },
});

/** The same by night. */
export const dark = createUnifiedTheme({
  palette: {
    ...palettes.dark,
    primary: { main: palette.dark.accent },
    background: { default: palette.dark.background, paper: palette.dark.paper },
    link: palette.dark.accent,
    linkHover: '#b6f2e8',
    navigation,
  },
  defaultPageTheme: 'home',
  pageTheme: { home: header },
});
