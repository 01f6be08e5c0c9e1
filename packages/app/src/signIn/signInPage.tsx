import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Signs the local user in at once. An installation with a real provider replaces this extension. */
export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { ProxiedSignInPage } = await import('@backstage/core-components');
      return props => <ProxiedSignInPage {...props} provider="guest" />;
    },
  },
});
