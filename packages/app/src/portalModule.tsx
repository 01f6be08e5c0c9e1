import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { PortalSidebar } from './navigation/PortalSidebar';
import { signInPage } from './signIn/signInPage';
import { darkTheme, lightTheme } from './theme/themes';

/** The portal's own face: sidebar, themes, sign-in. */
export const portalModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    NavContentBlueprint.make({ params: { component: PortalSidebar } }),
    lightTheme,
    darkTheme,
    signInPage,
  ],
});
