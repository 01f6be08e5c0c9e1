import { ReactNode, useCallback, useSyncExternalStore } from 'react';
import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import { UnifiedThemeProvider } from '@backstage/theme';
import { dark, light } from './unifiedThemes';

const DARK = '(prefers-color-scheme: dark)';

function onPreference(changed: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the dark theme is chosen, or wished for by the system where none is chosen. */
function useIsDark(): boolean {
  const api = useApi(appThemeApiRef);
  const onChoice = useCallback(
    (changed: () => void) => {
      const subscription = api.activeThemeId$().subscribe(changed);
      return () => subscription.unsubscribe();
    },
    [api],
  );
  const chosen = useSyncExternalStore(onChoice, () => api.getActiveThemeId());
  const isPreferred = useSyncExternalStore(
    onPreference,
    () => window.matchMedia(DARK).matches,
  );
  return chosen === undefined ? isPreferred : chosen === 'dark';
}

/**
 * Draws in the theme that is shown. Both themes share this component: with one of their own each, a change of
 * theme, which a system makes by itself at dusk, would build the page anew and lose what stands in a form.
 */
export function PortalThemeProvider({ children }: { children: ReactNode }) {
  const theme = useIsDark() ? dark : light;
  return <UnifiedThemeProvider theme={theme}>{children}</UnifiedThemeProvider>;
}
