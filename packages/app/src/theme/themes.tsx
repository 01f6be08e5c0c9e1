import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  UnifiedThemeProvider,
} from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
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

const light = createUnifiedTheme({
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

const dark = createUnifiedTheme({
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

/** The portal's light theme; replaces Backstage's. */
export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={light}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});

/** The portal's dark theme; replaces Backstage's. */
export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={dark}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});
